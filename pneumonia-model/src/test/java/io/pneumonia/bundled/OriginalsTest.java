package io.pneumonia.bundled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.pneumonia.Outcome;
import io.pneumonia.Parity;
import io.pneumonia.ParityReport;
import io.pneumonia.Predictor;
import io.pneumonia.image.PictureFiles;
import io.pneumonia.preprocess.DecodeMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Full-size X-rays as the hospital exported them; the model was trained on copies of them. */
class OriginalsTest {

  private static final Path FOLDER =
      Path.of(System.getProperty("pneumonia.shared.data", "."), "originals");

  @BeforeAll
  static void needsTheOriginals() {
    assumeTrue(Files.isDirectory(FOLDER), () -> "no full-size X-rays in " + FOLDER);
  }

  @Test
  void backendsAgree() {
    List<Path> files = PictureFiles.expand(List.of(FOLDER));
    try (Predictor onnx = BundledModel.open("onnx");
        Predictor tensorFlow = BundledModel.open("tensorflow")) {
      ParityReport report = Parity.compare(List.of(onnx, tensorFlow), files, done -> {});

      assertThat(report.refused()).isEmpty();
      assertThat(report.compared()).isEqualTo(files.size()).isPositive();
      assertThat(report.agreesWithin(1e-5)).as(report.pairs().toString()).isTrue();
    }
  }

  @Test
  void nearlyAllAreFoundToBeWhatTheyAre() {
    List<Path> files = PictureFiles.expand(List.of(FOLDER));
    try (Predictor predictor = BundledModel.open("onnx");
        Stream<Outcome> outcomes = predictor.predictFiles(files.stream())) {
      long right = outcomes.filter(OriginalsTest::isRight).count();

      assertThat(right).isGreaterThanOrEqualTo(files.size() * 9L / 10);
    }
  }

  @Test
  void fastModeMovesNoScoreByMoreThanItSays() {
    List<Path> files = PictureFiles.expand(List.of(FOLDER));
    try (Predictor exact = BundledModel.open("onnx");
        Predictor fast =
            BundledModel.open("onnx", usual -> usual.withDecodeMode(DecodeMode.FAST))) {
      ParityReport report = Parity.compare(List.of(exact, fast), files, done -> {});

      assertThat(report.compared()).isEqualTo(files.size()).isPositive();
      assertThat(report.agreesWithin(0.01)).as(report.pairs().toString()).isTrue();
      // Something was reduced at all.
      assertThat(report.agreesWithin(1e-6)).as(report.pairs().toString()).isFalse();
    }
  }

  private static boolean isRight(Outcome outcome) {
    return outcome instanceof Outcome.Predicted predicted
        && Path.of(outcome.name())
            .startsWith(FOLDER.resolve(predicted.prediction().decision().finding().name()));
  }
}
