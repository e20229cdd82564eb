package io.pneumonia.keras.file;

import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.ModelRejected;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Zip archives that are not {@code .keras} files, told apart by what is in them. */
final class ForeignArchives {

  private ForeignArchives() {}

  /** Refuses every archive but one with a configuration and weights at its top. */
  static void requireKeras(ZipFile zip) {
    if (zip.getEntry("config.json") != null) {
      requireWeights(zip);
      return;
    }
    String found =
        zip.stream()
            .map(ZipEntry::getName)
            .map(ForeignArchives::describe)
            .flatMap(Optional::stream)
            .findFirst()
            .orElse("a zip archive of something else");
    ErrorCode code =
        zip.getEntry("model.weights.h5") == null
            ? ErrorCode.MODEL_TYPE_UNKNOWN
            : ErrorCode.MODEL_WITHOUT_ARCHITECTURE;
    throw new ModelRejected(code, "expected config.json at the top of the archive, found " + found);
  }

  private static void requireWeights(ZipFile zip) {
    if (zip.getEntry("model.weights.npz") != null) {
      throw new ModelRejected(
          ErrorCode.MODEL_TYPE_UNKNOWN,
          "expected model.weights.h5 in the archive, found model.weights.npz; save with the HDF5"
              + " weights format");
    }
    if (zip.getEntry("model.weights.h5") == null) {
      throw new ModelRejected(
          ErrorCode.MODEL_CORRUPT,
          "expected model.weights.h5 in the archive, found the configuration only");
    }
  }

  private static Optional<String> describe(String entry) {
    String name = entry.toLowerCase(Locale.ROOT);
    String base = name.substring(name.lastIndexOf('/') + 1);
    return switch (base) {
      case "saved_model.pb" -> Optional.of("a zipped SavedModel folder (" + entry + "): unpack it");
      case "data.pkl", "constants.pkl" -> Optional.of("a PyTorch file (" + entry + ")");
      case "config.json" -> Optional.of(entry + ", in a folder of its own: repack it");
      case "model.weights.h5" -> Optional.of("weights only, without the network they belong to");
      case "model.json" -> Optional.of("a TensorFlow.js model (" + entry + ")");
      default -> byEnding(base, entry);
    };
  }

  private static Optional<String> byEnding(String base, String entry) {
    if (base.endsWith(".h5") || base.endsWith(".hdf5") || base.endsWith(".keras")) {
      return Optional.of("a zip archive around the model file " + entry + ": unpack it");
    }
    if (base.endsWith(".npy")) {
      return Optional.of("NumPy arrays (" + entry + ")");
    }
    return Optional.empty();
  }
}
