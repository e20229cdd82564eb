package io.pneumonia.examples.spark;

import io.pneumonia.Predictor;
import io.pneumonia.PredictorOptions;
import io.pneumonia.Predictors;
import io.pneumonia.bundled.BundledModel;
import io.pneumonia.model.ModelCards;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A model with its card and its input gate, as bytes: what is sent to every executor once. An
 * executor writes them to a folder of its own, opens the model, and removes the folder.
 */
final class ModelFiles implements Serializable {

  private static final long serialVersionUID = 1L;

  private final String model;
  private final String sha256;
  private final Map<String, byte[]> files;

  private ModelFiles(String model, String sha256, Map<String, byte[]> files) {
    this.model = model;
    this.sha256 = sha256;
    this.files = files;
  }

  /**
   * Reads a model.
   *
   * @param file the model, or null for the bundled one
   * @return its files
   * @throws IOException if they cannot be read
   */
  static ModelFiles read(@Nullable Path file) throws IOException {
    if (file == null) {
      return inFolder(ModelFiles::readBundled);
    }
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (String suffix : List.of("", ".card.json", ".gate.json")) {
      Path each = file.resolveSibling(file.getFileName() + suffix);
      if (suffix.isEmpty() || Files.isRegularFile(each)) {
        files.put(each.getFileName().toString(), Files.readAllBytes(each));
      }
    }
    return new ModelFiles(file.getFileName().toString(), ModelCards.sha256(file), files);
  }

  private static ModelFiles readBundled(Path folder) throws IOException {
    return read(BundledModel.unpackTo(folder));
  }

  /**
   * Which model it is.
   *
   * @return the digest of its file
   */
  String sha256() {
    return sha256;
  }

  /**
   * Opens the model, for one thread a picture: the executor has a task on each of its cores.
   *
   * @return the predictor, to be closed by the caller
   */
  Predictor open() {
    try {
      return inFolder(this::openIn);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Predictor openIn(Path folder) throws IOException {
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Files.write(folder.resolve(file.getKey()), file.getValue());
    }
    return Predictors.open(PredictorOptions.of(folder.resolve(model), "onnx").withThreads(1));
  }

  /** What is done in a folder. */
  private interface InFolder<T> {
    T apply(Path folder) throws IOException;
  }

  private static <T> T inFolder(InFolder<T> work) throws IOException {
    Path folder = Files.createTempDirectory("pneumonia-spark-");
    try {
      return work.apply(folder);
    } finally {
      try (Stream<Path> left = Files.list(folder)) {
        for (Path file : left.toList()) {
          Files.delete(file);
        }
      }
      Files.delete(folder);
    }
  }
}
