package io.pneumonia.benchmarks;

import io.pneumonia.bundled.BundledModel;
import io.pneumonia.model.ModelCard;
import io.pneumonia.model.ModelCards;
import io.pneumonia.spi.BackendOptions;
import io.pneumonia.spi.ModelConverterProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/** The model of a trial: a user's own, or the bundled one in a temporary folder. */
final class BenchmarkModel implements AutoCloseable {

  /** The name that stands for the model that comes with the library. */
  static final String BUNDLED = "bundled";

  private final Path folder;
  private final Path path;

  private BenchmarkModel(Path folder, Path path) {
    this.folder = folder;
    this.path = path;
  }

  static BenchmarkModel of(String name) throws IOException {
    Path folder = Files.createTempDirectory("pneumonia-benchmarks-");
    Path path = name.equals(BUNDLED) ? BundledModel.unpackTo(folder) : Path.of(name);
    if (!Files.exists(path)) {
      Files.delete(folder);
      throw new IllegalArgumentException(
          "model: expected " + BUNDLED + ", a model file or a SavedModel folder, found " + path);
    }
    return new BenchmarkModel(folder, path);
  }

  Path path() {
    return path;
  }

  Optional<ModelCard> card() {
    return ModelCards.find(path);
  }

  ModelCard requireCard() {
    return card()
        .orElseThrow(
            () -> new IllegalArgumentException("model " + path + ": expected a card, found none"));
  }

  BackendOptions options(int threads) {
    return new BackendOptions(
        threads, "cpu", card().map(card -> card.preprocess().batchShape(-1)).orElse(null));
  }

  boolean isSavedModel() {
    return Files.isDirectory(path);
  }

  /** The model as an ONNX file: itself, or converted. */
  Path onnx() throws IOException {
    if (path.toString().endsWith(".onnx")) {
      return path;
    }
    Path target = folder.resolve("converted.onnx");
    if (!Files.exists(target)) {
      converter().convert(path, target, options(0));
    }
    return target;
  }

  private static ModelConverterProvider converter() {
    return ServiceLoader.load(ModelConverterProvider.class).stream()
        .map(ServiceLoader.Provider::get)
        .filter(provider -> provider.targetFormat().equals("onnx"))
        .findFirst()
        .orElseThrow();
  }

  /** Removes what was unpacked or converted; a user's own model stays. */
  @Override
  public void close() throws IOException {
    List<Path> deepestFirst;
    try (Stream<Path> found = Files.walk(folder)) {
      deepestFirst = found.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path each : deepestFirst) {
      Files.delete(each);
    }
  }
}
