package io.pneumonia.bundled;

import io.pneumonia.model.ModelCards;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.CopyOption;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/** The model's files in a folder of their own, which only its owner can enter, until closed. */
final class UnpackedModel implements AutoCloseable {

  private final Path folder;
  private final List<Path> files = new ArrayList<>();

  private UnpackedModel(Path folder) {
    this.folder = folder;
  }

  /** Unpacks below a folder that exists; nothing stays there when that fails. */
  static UnpackedModel below(Path parent, String prefix) throws IOException {
    UnpackedModel unpacked = new UnpackedModel(Files.createTempDirectory(parent, prefix));
    try {
      for (ModelFile file : ModelFile.values()) {
        try (InputStream in = file.open()) {
          unpacked.add(file.fileName(), in);
        }
      }
      return unpacked;
    } catch (IOException | RuntimeException e) {
      unpacked.close();
      throw e;
    }
  }

  /** Unpacks what the build converted for a backend, too, if it did. */
  void addConverted(String backend) throws IOException {
    String name = String.valueOf(ModelCards.convertedBeside(model(), backend).getFileName());
    try (InputStream in = ModelFile.class.getResourceAsStream(name)) {
      if (in != null) {
        add(name, in);
      }
    }
  }

  private void add(String name, InputStream in) throws IOException {
    Path file = folder.resolve(name);
    files.add(file);
    Files.copy(in, file);
  }

  /** Unpacks to a folder for good: see {@link BundledModel#unpackTo}. */
  static Path to(Path folder, CopyOption... options) throws IOException {
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw new FileSystemException(
          folder.toString(), null, "expected a folder to unpack the model to, found a file");
    }
    Files.createDirectories(folder);
    if (!List.of(options).contains(StandardCopyOption.REPLACE_EXISTING)) {
      requireFree(folder);
    }
    try (UnpackedModel unpacked = below(folder, ".pneumonia-model-")) {
      for (ModelFile file : ModelFile.values()) {
        Files.move(unpacked.path(file), folder.resolve(file.fileName()), options);
      }
    }
    return folder.resolve(ModelFile.NETWORK.fileName());
  }

  private static void requireFree(Path folder) throws FileAlreadyExistsException {
    for (ModelFile file : ModelFile.values()) {
      Path target = folder.resolve(file.fileName());
      if (Files.exists(target)) {
        throw new FileAlreadyExistsException(target.toString());
      }
    }
  }

  Path model() {
    return path(ModelFile.NETWORK);
  }

  private Path path(ModelFile file) {
    return folder.resolve(file.fileName());
  }

  @Override
  public void close() {
    try {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
      Files.delete(folder);
    } catch (IOException e) {
      deleteAtExit();
    }
  }

  /** Some systems do not delete what another program, a virus scanner for instance, holds open. */
  private void deleteAtExit() {
    folder.toFile().deleteOnExit();
    files.forEach(file -> file.toFile().deleteOnExit());
  }
}
