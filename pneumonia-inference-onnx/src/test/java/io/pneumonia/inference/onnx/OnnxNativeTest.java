package io.pneumonia.inference.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OrtProvider;
import io.pneumonia.error.BackendUnavailable;
import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.PneumoniaException;
import io.pneumonia.spi.BackendOptions;
import io.pneumonia.spi.InferenceBackendProvider;
import io.pneumonia.spi.ModelConverterProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class OnnxNativeTest {

  @Test
  void saysWhichPlatformsWorkWhereNoLibraryLoads() {
    assertThatThrownBy(
            () ->
                OnnxNative.load(
                    () -> {
                      throw new UnsatisfiedLinkError("libstdc++.so.6: not found");
                    }))
        .isInstanceOf(BackendUnavailable.class)
        .hasMessageContaining(System.getProperty("os.name"))
        .hasMessageContaining(System.getProperty("os.arch"))
        .hasMessageContaining("Linux x64 or arm64 with glibc 2.27")
        .hasMessageContaining("libstdc++.so.6: not found")
        .extracting("code")
        .isEqualTo(ErrorCode.BACKEND_NATIVE_MISSING);
  }

  @Test
  void saysSoTooWhereTheLibraryIsNotInTheJar() {
    Throwable missing =
        new RuntimeException(
            "Failed to load onnx-runtime library", new IOException("no such entry"));
    assertThatThrownBy(
            () ->
                OnnxNative.load(
                    () -> {
                      throw new ExceptionInInitializerError(missing);
                    }))
        .isInstanceOf(BackendUnavailable.class)
        .hasMessageContaining("no such entry");
  }

  @Test
  void refusesDevicesThatTheLibraryDoesNotHave() {
    Path model = OnnxFixture.file("softmax_nhwc");
    for (String device : new String[] {"cuda", "tpu"}) {
      BackendOptions options = new BackendOptions(0, device, null);
      assertThatThrownBy(() -> new OnnxBackendProvider().open(model, options))
          .isInstanceOf(BackendUnavailable.class)
          .hasMessage("backend onnx: expected device cpu, found " + device)
          .returns(
              ErrorCode.BACKEND_DEVICE_UNAVAILABLE, error -> ((PneumoniaException) error).code());
    }
  }

  @Test
  void offersCudaWhereTheLibraryHasIt() {
    EnumSet<OrtProvider> providers = EnumSet.of(OrtProvider.CPU, OrtProvider.CUDA);
    OnnxSessionOptions.requireDevice("cuda", providers);
    assertThatThrownBy(() -> OnnxSessionOptions.requireDevice("gpu", providers))
        .hasMessage("backend onnx: expected device cpu or cuda, found gpu");
  }

  @Test
  void isFoundByItsNames() {
    assertThat(ServiceLoader.load(InferenceBackendProvider.class))
        .singleElement()
        .returns("onnx", InferenceBackendProvider::name)
        .returns("ONNX Runtime 1.28.0", InferenceBackendProvider::description);
    assertThat(ServiceLoader.load(ModelConverterProvider.class))
        .singleElement()
        .returns("onnx", ModelConverterProvider::targetFormat);
    assertThat(OnnxNative.environment().getVersion()).isEqualTo("1.28.0");
  }

  @Test
  void leavesNothingUnpackedBehindOnLinux() throws IOException {
    Path maps = Path.of("/proc/self/maps");
    Assumptions.assumeTrue(Files.isReadable(maps), "no " + maps + " on this system");
    assertThat(OnnxNative.environment()).isNotNull();
    assertThat(Files.readString(maps))
        .containsPattern("/onnxruntime-java\\d+/libonnxruntime\\.so \\(deleted\\)");
  }
}
