package io.pneumonia.persistence.upkeep;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** A folder that was exported. */
final class FolderBundleReader implements BundleReader {

  private final Path folder;

  FolderBundleReader(Path folder) {
    this.folder = folder;
  }

  @Override
  public Optional<InputStream> open(String name) throws IOException {
    try {
      return Optional.of(Files.newInputStream(folder.resolve(name)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** Nothing is held open between calls. */
  @Override
  public void close() {}
}
