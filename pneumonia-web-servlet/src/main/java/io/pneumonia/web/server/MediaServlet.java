package io.pneumonia.web.server;

import io.pneumonia.error.RecordsUnavailable;
import io.pneumonia.error.RequestRejected;
import io.pneumonia.persistence.Records;
import io.pneumonia.persistence.audit.AuditAction;
import io.pneumonia.persistence.audit.AuditEvent;
import io.pneumonia.persistence.diagnoses.StoredPicture;
import io.pneumonia.persistence.request.Actor;
import io.pneumonia.web.operation.Metrics;
import io.pneumonia.web.security.Answers;
import io.pneumonia.web.security.Caller;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The bytes of pictures, for their owners and administrators. */
final class MediaServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(MediaServlet.class);

  private final transient Records records;

  MediaServlet(Records records) {
    this.records = records;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Metrics.route(request, "/media");
    Caller caller = Caller.of(request);
    if (caller.signedIn().isEmpty()) {
      Answers.unauthorized(request, response, "Authentication credentials were not provided.");
      return;
    }
    try {
      send(caller.actor(), path(request), response);
    } catch (RequestRejected e) {
      Answers.error(request, response, 404, null, "Not found.");
    } catch (RecordsUnavailable e) {
      LOG.error("picture: {}", e.getMessage(), e);
      Answers.error(
          request, response, 503, "Service unavailable", "The picture cannot be read now.");
    }
  }

  private static String path(HttpServletRequest request) {
    String path = Objects.requireNonNullElse(request.getPathInfo(), "/");
    return path.substring(1);
  }

  private void send(Actor actor, String path, HttpServletResponse response) throws IOException {
    StoredPicture picture = records.diagnoses().open(actor, path);
    try (InputStream content = picture.content()) {
      response.setContentType(picture.image().media().contentType());
      response.setContentLengthLong(picture.image().bytes());
      response.setHeader("Content-Disposition", "inline");
      response.setHeader("Content-Security-Policy", "default-src 'none'; sandbox");
      records.audit().append(actor, AuditEvent.of(AuditAction.VIEW).onImage(picture.image().id()));
      content.transferTo(response.getOutputStream());
    }
  }
}
