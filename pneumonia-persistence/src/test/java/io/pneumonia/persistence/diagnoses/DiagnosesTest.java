package io.pneumonia.persistence.diagnoses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pneumonia.decision.Decision;
import io.pneumonia.decision.Probability;
import io.pneumonia.decision.Threshold;
import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.FieldProblem;
import io.pneumonia.error.RecordsUnavailable;
import io.pneumonia.gate.GateReason;
import io.pneumonia.gate.GateVerdict;
import io.pneumonia.gate.GateVerdict.Objection;
import io.pneumonia.image.EncodedImage;
import io.pneumonia.image.ImageFormat;
import io.pneumonia.persistence.MediaFiles;
import io.pneumonia.persistence.Records;
import io.pneumonia.persistence.RecordsConfiguration;
import io.pneumonia.persistence.RecordsContract;
import io.pneumonia.persistence.Specimens;
import io.pneumonia.persistence.TestDatabase;
import io.pneumonia.persistence.request.Actor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DiagnosesTest extends RecordsContract {

  private final Specimens specimens = new Specimens(1);

  private Diagnosis record(Actor actor) {
    return records.diagnoses().record(actor, specimens.next());
  }

  private Path media() {
    return configuration.mediaFolder();
  }

  @Test
  void recordsPictureAndResultWithEverythingTheyRestOn() {
    Actor actor = user();
    EncodedImage picture = specimens.picture("thorax.png");
    Decision decision =
        Decision.of(
            new Probability(0.123456789012345), Threshold.of(0.4).withUncertainBand(0.1, 0.45));
    Patient patient = new Patient(" Ada Lovelace ", 36, "cough\nsince Monday");
    GateVerdict verdict =
        new GateVerdict(
            GateVerdict.Level.REFUSED,
            31.25,
            List.of(new Objection(GateReason.COLOURED, "colour up to 12", "80")));
    NewDiagnosis diagnosis = Specimens.of(picture, decision, patient, verdict);

    Diagnosis recorded = records.diagnoses().record(actor, diagnosis);

    StoredImage image = recorded.image();
    assertThat(image)
        .isEqualTo(
            new StoredImage(
                image.id(),
                actor.requireUser(),
                "thorax.png",
                image.media(),
                picture.sha256(),
                picture.size(),
                1024,
                768,
                ImageFormat.PNG,
                new Patient("Ada Lovelace", 36, "cough\nsince Monday"),
                NOON));
    assertThat(recorded.result())
        .isEqualTo(
            new StoredResult(
                recorded.result().id(),
                decision,
                Specimens.MODEL,
                "onnx",
                1,
                diagnosis.prediction().timings(),
                new StoredVerdict(
                    GateVerdict.Level.REFUSED, 31.25, "expected colour up to 12, found 80"),
                picture.sha256(),
                NOON));
    assertThat(recorded.owner()).isEqualTo(actor.username());
    assertThat(records.diagnoses().find(actor, recorded.result().id())).isEqualTo(recorded);
    assertThat(records.diagnoses().findByImage(actor, image.id())).isEqualTo(recorded);
  }

  @Test
  void keepsWhatWasNotSaidAsNotSaid() {
    Diagnosis recorded =
        records
            .diagnoses()
            .record(user(), Specimens.of(specimens.picture("a.png"), 1, Patient.UNNAMED));

    assertThat(recorded.image().patient()).isEqualTo(Patient.UNNAMED);
    assertThat(recorded.result().gateVerdict()).isNull();
    assertThat(recorded.result().decision().threshold()).isEqualTo(Threshold.DEFAULT);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 8})
  void keepsHowFarAPictureWasReduced(int denominator) {
    NewDiagnosis whole = Specimens.of(specimens.picture("a.png"), 0.25, Patient.UNNAMED);
    Actor actor = user();

    Diagnosis recorded = records.diagnoses().record(actor, Specimens.reduced(whole, denominator));

    assertThat(recorded.result().decodeDenominator()).isEqualTo(denominator);
    assertThat(records.diagnoses().find(actor, recorded.result().id())).isEqualTo(recorded);
  }

  /** As a release left the database that did not know of fast mode. */
  @Test
  void takesResultsOfAnEarlierReleaseForExact() {
    RecordsConfiguration there = configuration.withDatabase(kind.fresh(folder));
    Actor actor;
    Diagnosis recorded;
    try (Records earlier = Records.open(there)) {
      actor =
          earlier
              .accounts()
              .register(Actor.anonymous("192.0.2.1"), registration(freshName()))
              .actor("192.0.2.1");
      recorded =
          earlier
              .diagnoses()
              .record(actor, Specimens.of(specimens.picture("a.png"), 0.25, Patient.UNNAMED));
    }
    TestDatabase.run(there.database(), "ALTER TABLE results DROP COLUMN decode_denominator");
    TestDatabase.run(there.database(), "DELETE FROM flyway_schema_history WHERE version = '5'");

    try (Records now = Records.open(there)) {
      assertThat(now.diagnoses().find(actor, recorded.result().id())).isEqualTo(recorded);
    }
  }

  @Test
  void keepsThatTheGateFoundNothingAgainstAPicture() {
    GateVerdict verdict = new GateVerdict(GateVerdict.Level.ACCEPTED, null, List.of());
    Decision decision = Decision.of(new Probability(1), Threshold.DEFAULT);
    EncodedImage picture = specimens.picture("a.png");

    Diagnosis recorded =
        records
            .diagnoses()
            .record(user(), Specimens.of(picture, decision, Patient.UNNAMED, verdict));

    assertThat(recorded.result().gateVerdict())
        .isEqualTo(new StoredVerdict(GateVerdict.Level.ACCEPTED, null, ""));
  }

  @Test
  void storesThePictureUnderItsDayAndANameThatTellsNothing() throws IOException {
    EncodedImage picture = specimens.picture("../../etc/passwd");
    StoredImage image =
        records.diagnoses().record(user(), Specimens.of(picture, 0.5, Patient.UNNAMED)).image();

    assertThat(image.media().value()).matches("xray_images/2026/11/25/[0-9a-f]{32}\\.png");
    assertThat(image.fileName()).isEqualTo("../../etc/passwd");
    assertThat(media().resolve(image.media().value())).hasBinaryContent(picture.toArray());
    StoredPicture opened = records.diagnoses().open(Actor.SYSTEM, image.media().value());
    try (InputStream content = opened.content()) {
      assertThat(content.readAllBytes()).isEqualTo(picture.toArray());
    }
    assertThat(opened.image()).isEqualTo(image);
  }

  @Test
  void findsNothingThatBelongsToOthers() {
    Diagnosis recorded = record(user());
    String path = recorded.image().media().value();

    for (Actor other : List.of(user(), Actor.anonymous("192.0.2.1"))) {
      notFound(() -> records.diagnoses().find(other, recorded.result().id()));
      notFound(() -> records.diagnoses().findByImage(other, recorded.image().id()));
      notFound(() -> records.diagnoses().open(other, path));
      notFound(() -> records.diagnoses().delete(other, recorded.result().id()));
    }
    Actor administrator = administrator();
    assertThat(records.diagnoses().find(administrator, recorded.result().id())).isEqualTo(recorded);
    records.diagnoses().delete(administrator, recorded.result().id());
    notFound(() -> records.diagnoses().find(administrator, recorded.result().id()));
  }

  private static void notFound(ThrowingCallable call) {
    rejected(call, ErrorCode.RECORD_NOT_FOUND);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "..",
        "../records.db",
        "incoming/a.part",
        "xray_images/2026/11/25/../../../../records.db",
        "xray_images/2026/11/25/0123456789abcdef0123456789abcdef.svg",
        "xray_images/2026/11/25/0123456789abcdef0123456789abcdef.png",
        "xray_images\\2026\\11\\25\\0123456789abcdef0123456789abcdef.png",
        "xray_images/2026/11/25/0123456789abcdef0123456789abcdef.png\n",
        "xray_images/2026/11/25/0123456789abcdef0123456789abcde\0.png"
      })
  void opensNothingElseThanRecordedPictures(String path) {
    Actor administrator = administrator();
    notFound(() -> records.diagnoses().open(administrator, path));
  }

  @Test
  void saysWhenARecordedPictureWasTakenAway() throws IOException {
    Actor actor = user();
    StoredImage image = record(actor).image();
    Files.delete(media().resolve(image.media().value()));

    assertThatThrownBy(() -> records.diagnoses().open(actor, image.media().value()))
        .isInstanceOfSatisfying(
            RecordsUnavailable.class,
            error -> assertThat(error.code()).isEqualTo(ErrorCode.MEDIA_MISSING));
  }

  @Test
  void deletesResultRowsAndFile() {
    Actor actor = user();
    Diagnosis deleted = record(actor);
    Diagnosis kept = record(actor);

    records.diagnoses().delete(actor, deleted.result().id());

    notFound(() -> records.diagnoses().find(actor, deleted.result().id()));
    notFound(() -> records.diagnoses().findByImage(actor, deleted.image().id()));
    notFound(() -> records.diagnoses().delete(actor, deleted.result().id()));
    assertThat(MediaFiles.in(media()))
        .contains(kept.image().media().value())
        .doesNotContain(deleted.image().media().value());
  }

  @Test
  void refusesAPredictionOfAnotherPicture() {
    NewDiagnosis diagnosis = specimens.next();
    EncodedImage other = specimens.picture("other.png");

    assertThatThrownBy(() -> new NewDiagnosis(other, diagnosis.prediction(), Patient.UNNAMED))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(other.sha256());
  }

  @Test
  void refusesBytesThatAreNoPicture() {
    EncodedImage text = EncodedImage.of("a.png", new byte[] {'<', 's', 'v', 'g'});

    assertThatThrownBy(() -> Specimens.of(text, 0.5, Patient.UNNAMED))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected a JPEG or PNG");
  }

  @Test
  void saysEverythingThatIsWrongWithThePatientsFields() {
    assertThat(
            rejected(() -> new Patient("x".repeat(201), 151, "\u0007"), ErrorCode.FIELD_INVALID)
                .problems())
        .extracting(FieldProblem::field)
        .containsExactly("patient_name", "patient_age", "notes");
    rejected(
        () -> Specimens.of(specimens.picture("x".repeat(256)), 0.5, Patient.UNNAMED),
        ErrorCode.FIELD_INVALID);
  }

  @Test
  void showsNoPatientInLogs() {
    assertThat(new Patient("Ada Lovelace", 36, "cough").toString()).isEqualTo("(a patient)");
  }
}
