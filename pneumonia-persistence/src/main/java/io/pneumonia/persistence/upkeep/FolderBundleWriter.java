package io.pneumonia.persistence.upkeep;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder that does not exist yet. */
final class FolderBundleWriter implements BundleWriter {

  private final Path target;
  private final Path part;

  FolderBundleWriter(Path target) throws IOException {
    if (Files.exists(target)) {
      throw new FileAlreadyExistsException(
          target.toString(), null, "expected the name of a new folder, found something there");
    }
    Path folder = target.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new IOException(target + ": expected a folder to write into, found none");
    }
    this.target = target;
    this.part = Files.createTempDirectory(folder, "." + target.getFileName() + ".");
  }

  @Override
  public OutputStream create(String name, boolean compress) throws IOException {
    Path file = part.resolve(name);
    Files.createDirectories(file.getParent());
    return new BufferedOutputStream(Files.newOutputStream(file));
  }

  @Override
  public void complete() throws IOException {
    Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public void close() throws IOException {
    if (Files.exists(part)) {
      List<Path> files;
      try (Stream<Path> below = Files.walk(part)) {
        files = below.sorted(Comparator.reverseOrder()).toList();
      }
      for (Path file : files) {
        Files.delete(file);
      }
    }
  }
}
