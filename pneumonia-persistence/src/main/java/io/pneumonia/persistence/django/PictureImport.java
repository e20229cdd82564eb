package io.pneumonia.persistence.django;

import io.pneumonia.Prediction;
import io.pneumonia.StageTimings;
import io.pneumonia.decision.Decision;
import io.pneumonia.error.ImageRejected;
import io.pneumonia.image.DecodeLimits;
import io.pneumonia.image.EncodedImage;
import io.pneumonia.image.ImageDecoder;
import io.pneumonia.image.PixelImage;
import io.pneumonia.model.ModelId;
import io.pneumonia.persistence.accounts.Account;
import io.pneumonia.persistence.audit.AuditAction;
import io.pneumonia.persistence.audit.AuditEvent;
import io.pneumonia.persistence.diagnoses.Diagnoses;
import io.pneumonia.persistence.diagnoses.Diagnosis;
import io.pneumonia.persistence.diagnoses.NewDiagnosis;
import io.pneumonia.persistence.diagnoses.Patient;
import io.pneumonia.persistence.django.DjangoSource.Picture;
import io.pneumonia.persistence.django.DjangoSource.Result;
import io.pneumonia.persistence.django.ImportReport.Subject;
import io.pneumonia.persistence.upkeep.UpkeepProgress;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** Takes over pictures with their results. */
final class PictureImport {

  /** What ran the network there, and which network that was, was not kept. */
  private static final String BACKEND = "django";

  private static final String NO_DIGEST = "0".repeat(64);
  private static final int TOLD = 20;

  private final Diagnoses diagnoses;
  private final DjangoMedia media;
  private final ImportLog log;
  private final ImportReport report;
  private final ImageDecoder decoder = new ImageDecoder();
  private final Map<Long, String> models = new HashMap<>();
  private final StringJoiner swapped = new StringJoiner(", ");
  private long swaps;
  private long before = -1;

  PictureImport(Diagnoses diagnoses, DjangoMedia media, ImportLog log, ImportReport report) {
    this.diagnoses = diagnoses;
    this.media = media;
    this.log = log;
    this.report = report;
  }

  void run(DjangoSource source, Map<Long, Account> owners, UpkeepProgress progress) {
    models.putAll(source.modelVersions());
    progress.begin("pictures", source.count("xray_detector_xrayimage"));
    source.pictures(
        pair -> {
          if (pair.picture().id() != before) {
            before = pair.picture().id();
            take(pair.picture(), pair.result(), owners.get(pair.picture().userId()));
            progress.step();
          } else if (pair.result() != null) {
            report.skip(
                Subject.RESULT,
                pair.result().id(),
                "its picture has a later result, or one in use");
          }
        });
    source.resultsWithoutPicture(
        result -> report.skip(Subject.RESULT, result, "its picture is not in the database"));
    if (swaps > 0) {
      report.note(
          "raw predictions of %d results were swapped; their scores follow from label and confidence: %s%s"
              .formatted(swaps, swapped, swaps > TOLD ? ", ..." : ""));
    }
  }

  static String key(Picture picture) {
    return ImportLog.key("picture", picture.id(), picture.uploadedAt());
  }

  private void take(Picture picture, @Nullable Result result, @Nullable Account owner) {
    String key = key(picture);
    if (log.has(key)) {
      report.find(Subject.PICTURE);
      return;
    }
    Optional<Path> file = media.find(picture);
    if (owner == null) {
      skip(picture, "its owner was not taken");
    } else if (result == null) {
      skip(picture, "it has no result");
    } else if (file.isEmpty()) {
      skip(picture, "expected its file in the media folder, found none: " + picture.path());
    } else {
      take(picture, result, owner, file.get());
    }
  }

  private void skip(Picture picture, String reason) {
    report.skip(Subject.PICTURE, picture.id(), reason);
  }

  private void take(Picture picture, Result result, Account owner, Path file) {
    Optional<Decision> decision = FormerScore.decision(result);
    if (decision.isEmpty()) {
      skip(
          picture,
          "the result's label %s contradicts its confidence %s"
              .formatted(result.label(), result.confidence()));
      return;
    }
    try (InputStream in = Files.newInputStream(file)) {
      String name = cut(line(picture.originalName()), 255);
      EncodedImage image = EncodedImage.read(name, in, DecodeLimits.DEFAULT);
      if (image.format().isEmpty()) {
        skip(picture, "expected a JPEG or PNG, found another file: " + picture.path());
        return;
      }
      record(picture, result, owner, image, decision.get());
    } catch (ImageRejected | IOException e) {
      skip(picture, String.valueOf(e.getMessage()));
    }
  }

  private void record(
      Picture picture, Result result, Account owner, EncodedImage image, Decision decision) {
    String key = key(picture);
    Diagnosis taken =
        diagnoses.takeOver(
            owner.id(),
            new NewDiagnosis(
                image,
                prediction(picture, result, image, decision),
                new Patient("", null, notes(picture, result))),
            picture.uploadedAt(),
            result.createdAt(),
            AuditEvent.of(AuditAction.IMPORT).with(key));
    log.add(key, taken);
    report.take(Subject.PICTURE);
    report.take(Subject.RESULT);
    if (FormerScore.isSwapped(result, decision.rawScore().value())) {
      if (swaps++ < TOLD) {
        swapped.add(Long.toString(result.id()));
      }
    }
  }

  private Prediction prediction(
      Picture picture, Result result, EncodedImage image, Decision decision) {
    @Nullable Integer width = picture.width();
    @Nullable Integer height = picture.height();
    if (width == null || height == null) {
      PixelImage pixels = decoder.decode(image);
      width = pixels.width();
      height = pixels.height();
    }
    Duration infer = Duration.ofNanos(Math.round(Math.max(0, result.seconds()) * 1e9));
    String version = models.getOrDefault(result.modelVersionId(), "unknown");
    return new Prediction(
        new Prediction.ImageInfo(image.name(), image.sha256(), width, height, image.size()),
        decision,
        List.of((float) decision.rawScore().value()),
        new ModelId("django", version.isBlank() ? "unknown" : version, NO_DIGEST),
        BACKEND,
        new StageTimings(Duration.ZERO, Duration.ZERO, infer, Duration.ZERO),
        null);
  }

  private static String notes(Picture picture, Result result) {
    StringJoiner notes = new StringJoiner("\n");
    for (String text : List.of(result.notes(), picture.preprocessingNotes())) {
      if (!text.isBlank()) {
        notes.add(text);
      }
    }
    return cut(
        without(notes.toString(), c -> Character.isISOControl(c) && "\r\n\t".indexOf(c) < 0), 5000);
  }

  private static String line(String text) {
    return without(text, Character::isISOControl);
  }

  private static String without(String text, IntPredicate unwanted) {
    return text.codePoints()
        .filter(unwanted.negate())
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static String cut(String text, int codePoints) {
    return text.codePointCount(0, text.length()) <= codePoints
        ? text
        : text.substring(0, text.offsetByCodePoints(0, codePoints));
  }
}
