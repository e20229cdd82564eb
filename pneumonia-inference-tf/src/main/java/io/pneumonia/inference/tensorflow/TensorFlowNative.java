package io.pneumonia.inference.tensorflow;

import io.pneumonia.error.BackendUnavailable;
import io.pneumonia.error.ErrorCode;
import io.pneumonia.spi.BackendOptions;
import java.util.function.Supplier;
import org.tensorflow.DeviceSpec;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.TensorFlow;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.ConfigProto;

/** The native library: whether this machine has it, and which devices it finds. */
final class TensorFlowNative {

  private final Supplier<String> touch;
  private final String platform;

  /**
   * A library that has not been touched yet.
   *
   * @param touch calls into the library, loading it the first time
   * @param platform operating system and processor, for the message
   */
  TensorFlowNative(Supplier<String> touch, String platform) {
    this.touch = touch;
    this.platform = platform;
  }

  static TensorFlowNative ofThisMachine() {
    return new TensorFlowNative(
        TensorFlow::version, System.getProperty("os.name") + " " + System.getProperty("os.arch"));
  }

  /**
   * Loads the library, unpacking it the first time on this machine.
   *
   * @return TensorFlow's version
   * @throws BackendUnavailable if there is none for this platform, or it does not load
   */
  String load() {
    try {
      return touch.get();
    } catch (LinkageError missing) {
      throw new BackendUnavailable(
          ErrorCode.BACKEND_NATIVE_MISSING,
          "backend tensorflow: no native library loads on "
              + platform
              + " ("
              + TensorFlowErrors.reason(missing)
              + "); expected Linux x86-64 or arm64 with glibc, macOS arm64 or Windows x86-64, and"
              + " org.tensorflow:tensorflow-core-native with that platform's classifier on the"
              + " class path",
          missing);
    }
  }

  /** Refuses a device that the library does not find. */
  void requireDevice(BackendOptions options) {
    if (options.device().equals("gpu")) {
      probeGpu(options);
    }
  }

  static void requireKnownDevice(BackendOptions options) {
    if (!options.device().equals("cpu") && !options.device().equals("gpu")) {
      throw new BackendUnavailable(
          ErrorCode.BACKEND_DEVICE_UNAVAILABLE,
          "backend tensorflow: device " + options.device() + " is unknown, expected cpu or gpu");
    }
  }

  /** Places a number on the first GPU; where there is none, TensorFlow lists what there is. */
  private static void probeGpu(BackendOptions options) {
    var device =
        DeviceSpec.newBuilder().deviceType(DeviceSpec.DeviceType.GPU).deviceIndex(0).build();
    ConfigProto config = TensorFlowConfig.of(options, false);
    try (Graph graph = new Graph()) {
      Operand<?> number = Ops.create(graph).withDevice(device).constant(1f);
      try (Session session = new Session(graph, config);
          Result result = session.runner().fetch(number).run()) {
        result.get(0);
      }
    } catch (RuntimeException refused) {
      throw new BackendUnavailable(
          ErrorCode.BACKEND_DEVICE_UNAVAILABLE,
          "backend tensorflow: device gpu is not available: " + TensorFlowErrors.reason(refused),
          refused);
    }
  }
}
