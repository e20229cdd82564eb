package io.pneumonia.inference.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession.SessionOptions;
import io.pneumonia.error.BackendUnavailable;
import io.pneumonia.error.ErrorCode;
import io.pneumonia.spi.BackendOptions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@link BackendOptions} as ONNX Runtime wants them. */
final class OnnxSessionOptions {

  private static final String CPU = "cpu";
  private static final String CUDA = "cuda";

  private OnnxSessionOptions() {}

  /**
   * Native options; the native library is loaded by now.
   *
   * @return to be closed by the caller
   * @throws BackendUnavailable {@code BACKEND_DEVICE_UNAVAILABLE} if the device is not to be had
   */
  static SessionOptions of(BackendOptions options) throws OrtException {
    requireDevice(options.device(), OrtEnvironment.getAvailableProviders());
    SessionOptions session = new SessionOptions();
    try {
      session.setOptimizationLevel(SessionOptions.OptLevel.ALL_OPT);
      session.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
      session.setInterOpNumThreads(1);
      // Weights outside the arena, which grows in powers of two: a quarter less memory for VGG16.
      session.addConfigEntry("session.use_device_allocator_for_initializers", "1");
      session.setIntraOpNumThreads(threads(options));
      // Within a run, threads that wait for work spin, which is quicker than to sleep. Behind it
      // they would take the processors from whoever prepares the next picture, for a long time.
      session.addConfigEntry("session.force_spinning_stop", "1");
      if (options.device().equals(CUDA)) {
        addCuda(session);
      }
      return session;
    } catch (OrtException | RuntimeException e) {
      session.close();
      throw e;
    }
  }

  /** The processors that this process may use: a container's share, not the whole machine. */
  private static int threads(BackendOptions options) {
    return options.threads() == 0 ? Runtime.getRuntime().availableProcessors() : options.threads();
  }

  /** Refuses a device that the native library was not built for. */
  static void requireDevice(String device, Set<OrtProvider> providers) {
    boolean hasCuda = providers.contains(OrtProvider.CUDA);
    if (!device.equals(CPU) && !(device.equals(CUDA) && hasCuda)) {
      throw unavailable(device, hasCuda ? "cpu or cuda" : CPU, null);
    }
  }

  private static void addCuda(SessionOptions session) {
    try {
      session.addCUDA();
    } catch (OrtException e) {
      throw unavailable(CUDA, CPU, e);
    }
  }

  private static BackendUnavailable unavailable(
      String device, String available, @Nullable OrtException cause) {
    String detail =
        cause == null ? "" : " (" + OnnxErrors.oneLine(String.valueOf(cause.getMessage())) + ")";
    return new BackendUnavailable(
        ErrorCode.BACKEND_DEVICE_UNAVAILABLE,
        "backend onnx: expected device " + available + ", found " + device + detail,
        cause);
  }
}
