package io.pneumonia.inference.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.pneumonia.error.BackendUnavailable;
import io.pneumonia.error.ErrorCode;
import io.pneumonia.spi.BackendOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class TensorFlowNativeTest {

  private static final Path MODEL = SavedModels.folder("only_signature");

  @Test
  void namesThePlatformAndWhatWorksWhereNothingLoads() {
    var absent =
        new TensorFlowNative(
            () -> {
              throw new UnsatisfiedLinkError("no jnitensorflow in java.library.path");
            },
            "Mac OS X x86_64");
    assertThatExceptionOfType(BackendUnavailable.class)
        .isThrownBy(() -> new TensorFlowBackendProvider(absent).open(MODEL, BackendOptions.DEFAULT))
        .withMessageContaining("Mac OS X x86_64 (no jnitensorflow in java.library.path)")
        .withMessageContaining("macOS arm64")
        .withMessageContaining("tensorflow-core-native")
        .satisfies(
            missing -> assertThat(missing.code()).isEqualTo(ErrorCode.BACKEND_NATIVE_MISSING));
  }

  @Test
  @Timeout(value = 60, unit = TimeUnit.SECONDS)
  void isConstructedWithoutTheLibraryAndSaysSoAtEveryOpen()
      throws IOException, InterruptedException {
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dorg.bytedeco.javacpp.platform=linux-ppc64le",
                "-cp",
                System.getProperty("java.class.path"),
                OpenTwice.class.getName(),
                MODEL.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(child.waitFor()).as(said).isZero();
    assertThat(said)
        .containsSubsequence("constructed", "BACKEND_NATIVE_MISSING", "BACKEND_NATIVE_MISSING");
  }

  @Test
  void isTheVersionThatTheProviderNames() {
    String version = TensorFlowNative.ofThisMachine().load();
    assertThat(new TensorFlowBackendProvider().description()).isEqualTo("TensorFlow " + version);
  }

  @Test
  void saysWhichDevicesThereAreWhereThereIsNoGpu() {
    assertThatExceptionOfType(BackendUnavailable.class)
        .isThrownBy(
            () ->
                new TensorFlowBackendProvider()
                    .open(MODEL, new BackendOptions(0, "gpu", null))
                    .close())
        .withMessageContaining("device gpu is not available")
        .withMessageContaining("CPU:0")
        .satisfies(
            missing -> assertThat(missing.code()).isEqualTo(ErrorCode.BACKEND_DEVICE_UNAVAILABLE));
  }

  @Test
  void refusesADeviceItHasNeverHeardOf() {
    assertThatExceptionOfType(BackendUnavailable.class)
        .isThrownBy(
            () -> new TensorFlowBackendProvider().open(MODEL, new BackendOptions(0, "tpu", null)))
        .withMessage("backend tensorflow: device tpu is unknown, expected cpu or gpu");
  }

  /** Run in a JVM of its own, on a platform that no native library exists for. */
  static final class OpenTwice {

    private OpenTwice() {}

    public static void main(String[] arguments) {
      var provider = new TensorFlowBackendProvider();
      System.out.println("constructed " + provider.name() + ", " + provider.description());
      for (int attempt = 0; attempt < 2; attempt++) {
        try {
          provider.open(Path.of(arguments[0]), BackendOptions.DEFAULT).close();
        } catch (BackendUnavailable missing) {
          System.out.println(missing.code() + ": " + missing.getMessage());
        }
      }
    }
  }
}
