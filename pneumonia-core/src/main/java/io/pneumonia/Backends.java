package io.pneumonia;

import io.pneumonia.error.BackendUnavailable;
import io.pneumonia.error.ErrorCode;
import io.pneumonia.spi.InferenceBackendProvider;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/** Finds the backends on the class path by name. None is ever chosen by rank or order. */
public final class Backends {

  private Backends() {}

  /**
   * Every backend on the class path. None of them has loaded native code.
   *
   * @return in the order of their names
   */
  public static List<InferenceBackendProvider> all() {
    return ServiceLoader.load(InferenceBackendProvider.class).stream()
        .map(ServiceLoader.Provider::get)
        .sorted(java.util.Comparator.comparing(InferenceBackendProvider::name))
        .toList();
  }

  /**
   * Begins to load a backend's native code on another thread, for whoever has something to do
   * before a model is opened.
   *
   * @param name of the backend
   * @throws BackendUnavailable {@code BACKEND_NOT_FOUND}, listing the names that were found
   */
  public static void prepare(String name) {
    named(name).prepare();
  }

  /**
   * What a backend says it is.
   *
   * @param name of the backend
   * @return its runtime and the runtime's version
   * @throws BackendUnavailable {@code BACKEND_NOT_FOUND}, listing the names that were found
   */
  public static String description(String name) {
    return named(name).description();
  }

  /**
   * The backend of a name.
   *
   * @param name {@code onnx} or {@code tensorflow}, or what else is on the class path
   * @return the backend
   * @throws BackendUnavailable {@code BACKEND_NOT_FOUND}, listing the names that were found
   */
  public static InferenceBackendProvider named(String name) {
    List<InferenceBackendProvider> found = all();
    return found.stream()
        .filter(provider -> provider.name().equals(name))
        .findFirst()
        .orElseThrow(() -> notFound(name, found));
  }

  private static BackendUnavailable notFound(String name, List<InferenceBackendProvider> found) {
    String names =
        found.isEmpty()
            ? "none; add pneumonia-inference-onnx or pneumonia-inference-tf"
            : found.stream().map(InferenceBackendProvider::name).collect(Collectors.joining(", "));
    return new BackendUnavailable(
        ErrorCode.BACKEND_NOT_FOUND,
        "backend \"" + name + "\" is not on the class path; found: " + names);
  }
}
