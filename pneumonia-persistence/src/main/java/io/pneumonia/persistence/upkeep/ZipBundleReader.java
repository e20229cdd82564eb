package io.pneumonia.persistence.upkeep;

import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.RecordsUnavailable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/** A file that was backed up. */
final class ZipBundleReader implements BundleReader {

  private final ZipFile zip;

  ZipBundleReader(Path file) throws IOException {
    try {
      this.zip = new ZipFile(file.toFile());
    } catch (ZipException e) {
      throw new RecordsUnavailable(
          ErrorCode.BACKUP_INVALID,
          file + ": expected a backup, found a file that is none or was cut off",
          e);
    }
  }

  @Override
  public Optional<InputStream> open(String name) throws IOException {
    @Nullable ZipEntry entry = zip.getEntry(name);
    return entry == null ? Optional.empty() : Optional.of(zip.getInputStream(entry));
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }
}
