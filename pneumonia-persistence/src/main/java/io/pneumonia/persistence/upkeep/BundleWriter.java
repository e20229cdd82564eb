package io.pneumonia.persistence.upkeep;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/** Named files on their way into a bundle, which appears under its name when it is complete. */
interface BundleWriter extends Closeable {

  static BundleWriter open(Path target, BundleForm form, boolean replace) throws IOException {
    return form == BundleForm.FILE
        ? new ZipBundleWriter(target, replace)
        : new FolderBundleWriter(target);
  }

  /**
   * Begins the next file; the one before is closed.
   *
   * @param name with slashes
   * @param compress whether its bytes are worth the work
   */
  OutputStream create(String name, boolean compress) throws IOException;

  /** Gives the bundle its name; it is on the disk then. */
  void complete() throws IOException;

  /** Removes what was written, unless it is complete. */
  @Override
  void close() throws IOException;
}
