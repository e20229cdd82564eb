package io.pneumonia.web.api;

import io.pneumonia.Prediction;
import io.pneumonia.image.DecodeLimits;
import io.pneumonia.persistence.diagnoses.Diagnosis;
import io.pneumonia.persistence.diagnoses.NewDiagnosis;
import io.pneumonia.persistence.request.Actor;
import io.pneumonia.web.application.Application;
import io.pneumonia.web.application.ClientPresence;
import io.pneumonia.web.application.UploadMemory;
import io.pneumonia.web.operation.Metrics;
import io.pneumonia.web.security.Caller;
import io.pneumonia.web.telemetry.RequestTrace;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.function.Consumer;

/** The way of an uploaded picture: read, analysed, recorded. */
public final class Uploads {

  private final Application application;
  private final Metrics metrics;

  /**
   * The way in of an application.
   *
   * @param application what analyses and records
   * @param metrics what counts
   */
  public Uploads(Application application, Metrics metrics) {
    this.application = application;
    this.metrics = metrics;
  }

  Diagnosis receive(HttpServletRequest request) {
    return receive(request, any -> {});
  }

  /**
   * Takes a form with a picture.
   *
   * @param request with the parts {@code image}, and {@code patient_name}, {@code patient_age} and
   *     {@code notes} if they were filled in
   * @param check looks at the form first, when there is memory for it; may throw
   * @return what was recorded
   * @throws RuntimeException whatever {@link ErrorMapping} has an answer for
   */
  public Diagnosis receive(HttpServletRequest request, Consumer<HttpServletRequest> check) {
    long length = request.getContentLengthLong();
    if (length > ApiConfiguration.MAX_REQUEST_BYTES) {
      throw new BodyTooLarge("Expected at most " + ApiConfiguration.MAX_REQUEST_BYTES + " bytes.");
    }
    UploadMemory.Share memory =
        application.uploads().take(length < 0 ? ApiConfiguration.MAX_REQUEST_BYTES : length);
    try {
      check.accept(request);
      return analyse(request);
    } finally {
      memory.close();
    }
  }

  private Diagnosis analyse(HttpServletRequest request) {
    Actor actor = Caller.of(request).actor();
    DecodeLimits limits =
        new DecodeLimits(application.model().maxImageBytes(), DecodeLimits.DEFAULT.maxPixels());
    UploadForm form = UploadForm.read(request, limits);
    long start = System.nanoTime();
    Prediction prediction = application.queue().analyse(form.picture(), presence(request));
    Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
    metrics.predicted(prediction, elapsed);
    RequestTrace trace = RequestTrace.of(request);
    trace.predicted(prediction, elapsed);
    return application
        .records()
        .diagnoses()
        .record(
            actor,
            new NewDiagnosis(form.picture(), prediction, form.patient()),
            (store, rows) -> {
              metrics.recorded(store, rows);
              trace.recorded(store, rows);
            });
  }

  /** What the server that runs this knows of the client; not every container knows it. */
  static ClientPresence presence(HttpServletRequest request) {
    return request.getAttribute(ClientPresence.class.getName()) instanceof ClientPresence known
        ? known
        : ClientPresence.UNKNOWN;
  }
}
