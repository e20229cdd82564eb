package io.pneumonia.persistence.upkeep;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** A bundle's named files. */
interface BundleReader extends Closeable {

  static BundleReader open(Path source) throws IOException {
    if (!Files.exists(source)) {
      throw new NoSuchFileException(
          source.toString(), null, "expected a backup or an exported folder, found nothing there");
    }
    return Files.isDirectory(source) ? new FolderBundleReader(source) : new ZipBundleReader(source);
  }

  /** A file's bytes, or nothing if the bundle has no such file. */
  Optional<InputStream> open(String name) throws IOException;
}
