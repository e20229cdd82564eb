package io.pneumonia.inference.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtProvider;
import io.pneumonia.error.BackendUnavailable;
import io.pneumonia.error.ErrorCode;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The native library: loaded when a model is first opened, once for the process. */
final class OnnxNative {

  private static final String PLATFORMS =
      "Linux x64 or arm64 with glibc 2.27 or newer, Windows x64, macOS arm64";

  /** Touches the native library for the first time. */
  interface Loader {
    /**
     * Loads it.
     *
     * @return its environment
     * @throws OrtException if the library refuses
     */
    OrtEnvironment load() throws OrtException;
  }

  private static volatile @Nullable OrtEnvironment loaded;
  private static @Nullable String failure;

  private OnnxNative() {}

  /**
   * The environment that every session belongs to; never closed, since it is the process' only one.
   *
   * @throws BackendUnavailable {@code BACKEND_NATIVE_MISSING} if there is no library for this
   *     platform
   */
  static synchronized OrtEnvironment environment() {
    if (failure != null) {
      // A second try would only say that the class could not be initialised the first time.
      throw missing(failure, null);
    }
    OrtEnvironment environment = loaded;
    if (environment == null) {
      try {
        environment = load(OnnxNative::firstTouch);
      } catch (BackendUnavailable e) {
        failure = reason(e);
        throw e;
      }
      loaded = environment;
    }
    return environment;
  }

  /**
   * Begins to load, which takes a while the first time, on a thread of its own while the caller
   * reads a file. A failure is told to whoever asks for the environment.
   */
  static void loadMeanwhile() {
    if (loaded != null) {
      return;
    }
    Thread thread = new Thread(OnnxNative::loadQuietly, "pneumonia-onnx-load");
    thread.setDaemon(true);
    thread.start();
  }

  private static void loadQuietly() {
    try {
      environment();
    } catch (BackendUnavailable told) {
      return;
    }
  }

  /** Loads through a loader and says what is missing where that fails. */
  static OrtEnvironment load(Loader loader) {
    try {
      return loader.load();
    } catch (LinkageError | IllegalStateException | OrtException e) {
      throw missing(reason(e), e);
    }
  }

  private static BackendUnavailable missing(String reason, @Nullable Throwable cause) {
    return new BackendUnavailable(
        ErrorCode.BACKEND_NATIVE_MISSING,
        "backend onnx: expected "
            + PLATFORMS
            + ", found "
            + System.getProperty("os.name")
            + " "
            + System.getProperty("os.arch")
            + ", where ONNX Runtime's native library does not load ("
            + reason
            + ")",
        cause);
  }

  /** The library's name and version, without loading it. */
  static String version() {
    @Nullable String version = OrtEnvironment.class.getPackage().getImplementationVersion();
    return version == null ? "ONNX Runtime" : "ONNX Runtime " + version;
  }

  /**
   * Messages of the library go into exceptions, so its own log on the error stream is kept for what
   * ends the process.
   */
  private static OrtEnvironment firstTouch() throws OrtException {
    OrtEnvironment environment =
        OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL, "pneumonia");
    environment.setTelemetry(false);
    Set<OrtProvider> providers = OrtEnvironment.getAvailableProviders();
    if (EnumSet.of(OrtProvider.CPU).containsAll(providers)) {
      ExtractedLibraries.delete();
    }
    return environment;
  }

  private static String reason(Throwable error) {
    Throwable deepest = error;
    while (deepest.getCause() != null) {
      deepest = deepest.getCause();
    }
    return OnnxErrors.oneLine(String.valueOf(deepest.getMessage()));
  }
}
