package io.pneumonia.persistence;

import io.pneumonia.Prediction;
import io.pneumonia.StageTimings;
import io.pneumonia.decision.Decision;
import io.pneumonia.decision.Probability;
import io.pneumonia.decision.Threshold;
import io.pneumonia.gate.GateVerdict;
import io.pneumonia.image.EncodedImage;
import io.pneumonia.model.ModelId;
import io.pneumonia.persistence.diagnoses.NewDiagnosis;
import io.pneumonia.persistence.diagnoses.Patient;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Pictures with made-up findings. Their bytes begin as a PNG's do, which is all that is looked at
 * here, and no two are alike.
 */
public final class Specimens {

  public static final ModelId MODEL = new ModelId("phantom-net", "1.0", "ab".repeat(32));

  private static final List<String> NAMES =
      List.of("Ada Lovelace", "ÖMER Çelik", "50% off", "under_score", "back\\slash", "");
  private static final List<String> NOTES =
      List.of("", "cough\nsince Monday", "Fieber, 39 °C", "100%", "re-check");

  private final Random random;

  /** The same seed gives the same specimens. */
  public Specimens(long seed) {
    random = new Random(seed);
  }

  public EncodedImage picture(String name) {
    byte[] bytes = new byte[64 + random.nextInt(4000)];
    random.nextBytes(bytes);
    ByteBuffer.wrap(bytes).putLong(0x89504e470d0a1a0aL);
    return EncodedImage.of(name, bytes);
  }

  /** A specimen in which everything is drawn from few values, so that filters and ties hit. */
  public NewDiagnosis next() {
    double score = random.nextInt(41) / 40.0;
    Integer age = random.nextBoolean() ? (Integer) random.nextInt(100) : null;
    Patient patient = new Patient(any(NAMES), age, any(NOTES));
    return of(picture("IM-" + random.nextInt(10) + ".png"), score, patient);
  }

  private String any(List<String> values) {
    return values.get(random.nextInt(values.size()));
  }

  public static NewDiagnosis of(EncodedImage picture, double score, Patient patient) {
    return of(picture, Decision.of(new Probability(score), Threshold.DEFAULT), patient, null);
  }

  /** The same of a picture that was reduced while it was decoded. */
  public static NewDiagnosis reduced(NewDiagnosis diagnosis, int denominator) {
    Prediction of = diagnosis.prediction();
    Prediction.ImageInfo whole = of.image();
    Prediction.ImageInfo info =
        new Prediction.ImageInfo(
            whole.name(),
            whole.sha256(),
            whole.width(),
            whole.height(),
            whole.bytes(),
            denominator);
    return new NewDiagnosis(
        diagnosis.picture(),
        new Prediction(
            info,
            of.decision(),
            of.output(),
            of.model(),
            of.backend(),
            of.timings(),
            of.gateVerdict()),
        diagnosis.patient());
  }

  public static NewDiagnosis of(
      EncodedImage picture, Decision decision, Patient patient, @Nullable GateVerdict verdict) {
    Prediction.ImageInfo info =
        new Prediction.ImageInfo(picture.name(), picture.sha256(), 1024, 768, picture.size());
    StageTimings timings =
        new StageTimings(
            Duration.ofNanos(11_000_001),
            Duration.ofNanos(2_000_002),
            Duration.ofNanos(30_000_003),
            Duration.ofNanos(4));
    float output = (float) decision.rawScore().value();
    Prediction prediction =
        new Prediction(info, decision, List.of(output), MODEL, "onnx", timings, verdict);
    return new NewDiagnosis(picture, prediction, patient);
  }
}
