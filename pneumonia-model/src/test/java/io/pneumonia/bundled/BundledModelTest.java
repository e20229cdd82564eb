package io.pneumonia.bundled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pneumonia.Predictor;
import io.pneumonia.PredictorOptions;
import io.pneumonia.decision.Threshold;
import io.pneumonia.error.BackendUnavailable;
import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.ModelRejected;
import io.pneumonia.image.DecodeLimits;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Opening, in a temporary folder that must be empty after every test. */
class BundledModelTest {

  private static final String TEMPORARY = "java.io.tmpdir";
  private static final String USUAL = System.getProperty(TEMPORARY);

  @TempDir Path folder;

  /** Native libraries unpack themselves too, once. */
  @BeforeAll
  static void loadNativeLibraries() {
    BundledModel.open("onnx").close();
    BundledModel.open("tensorflow").close();
  }

  @BeforeEach
  void useAnEmptyTemporaryFolder() {
    System.setProperty(TEMPORARY, folder.toString());
  }

  @AfterEach
  void nothingIsLeftBehind() {
    System.setProperty(TEMPORARY, USUAL);
    assertThat(folder).isEmptyDirectory();
  }

  @ParameterizedTest
  @ValueSource(strings = {"onnx", "tensorflow"})
  void opensAsItsCardSays(String backend) {
    try (Predictor predictor = BundledModel.open(backend)) {
      assertThat(folder).isEmptyDirectory();
      assertThat(predictor.backend()).isEqualTo(backend);
      assertThat(predictor.model()).isEqualTo(BundledModel.card().id());
      assertThat(predictor.card()).isEqualTo(BundledModel.card());
      assertThat(predictor.threshold()).isEqualTo(BundledModel.card().threshold());
      predictor.warmUp();
    }
  }

  @Test
  void opensWithOtherOptions() {
    DecodeLimits limits = new DecodeLimits(1_000_000, 2_000_000);
    try (Predictor predictor =
        BundledModel.open(
            "onnx", usual -> usual.withThreshold(Threshold.of(0.3)).withLimits(limits))) {
      assertThat(predictor.threshold()).isEqualTo(Threshold.of(0.3));
      assertThat(predictor.limits()).isEqualTo(limits);
      assertThat(predictor.model()).isEqualTo(BundledModel.card().id());
    }
  }

  @Test
  void nobodyElseCanEnterTheFolderWhileItIsOpened() {
    Assumptions.assumeTrue(
        FileSystems.getDefault().supportedFileAttributeViews().contains("posix"),
        "no POSIX permissions here");
    UnaryOperator<PredictorOptions> look =
        options -> {
          assertThat(options.model()).isRegularFile().startsWith(folder);
          assertThat(permissions(options.model().resolveSibling(""))).isEqualTo("rwx------");
          return options.withThreshold(Threshold.of(0.123));
        };
    try (Predictor predictor = BundledModel.open("onnx", look)) {
      assertThat(predictor.threshold()).isEqualTo(Threshold.of(0.123));
    }
  }

  private static String permissions(Path path) {
    try {
      return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void refusesBackendThatIsNotThere() {
    assertThatThrownBy(() -> BundledModel.open("quantum"))
        .isInstanceOfSatisfying(
            BackendUnavailable.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.BACKEND_NOT_FOUND));
  }

  @Test
  void refusesOptionsThatAreWrong() {
    assertThatThrownBy(() -> BundledModel.open("onnx", usual -> usual.withThreads(-1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("threads");
  }

  @Test
  void refusesOptionsOfAnotherModel() {
    PredictorOptions other = PredictorOptions.of(Path.of("other.h5"), "onnx");
    assertThatThrownBy(() -> BundledModel.open("onnx", usual -> other))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("other.h5");
  }

  @Test
  void namesTheTemporaryFolderThatCannotBeUsed() {
    Path none = folder.resolve("none");
    System.setProperty(TEMPORARY, none.toString());
    assertThatThrownBy(() -> BundledModel.open("onnx"))
        .isInstanceOfSatisfying(
            ModelRejected.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MODEL_UNREADABLE))
        .hasMessageContaining("java.io.tmpdir")
        .hasMessageContaining("found " + none);
  }
}
