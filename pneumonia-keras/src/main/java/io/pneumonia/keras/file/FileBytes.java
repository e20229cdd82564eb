package io.pneumonia.keras.file;

import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.ModelRejected;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file as one buffer. Small files are read; large ones, which carry optimizer state nearly as
 * often as not, are mapped, so that what nobody asks for is never loaded.
 */
final class FileBytes {

  private static final long MAPPED_FROM = 64L << 20;

  private FileBytes() {}

  static ByteBuffer whole(Path file) {
    try (FileChannel channel = FileChannel.open(file)) {
      long size = channel.size();
      if (size > Integer.MAX_VALUE - 8) {
        throw new ModelRejected(
            ErrorCode.MODEL_TOO_LARGE, "expected at most 2 GiB, found " + size + " bytes");
      }
      if (size >= MAPPED_FROM) {
        return channel.map(MapMode.READ_ONLY, 0, size);
      }
      ByteBuffer content = ByteBuffer.allocate((int) size);
      while (content.hasRemaining() && channel.read(content) >= 0) {
        // reads until the buffer is full or the file ends
      }
      return content.flip();
    } catch (IOException | UnsupportedOperationException e) {
      throw unreadable(e);
    }
  }

  /** The first bytes, fewer where the file is shorter. */
  static ByteBuffer head(Path file, int count) throws IOException {
    try (var in = Files.newInputStream(file)) {
      return ByteBuffer.wrap(in.readNBytes(count));
    }
  }

  static ModelRejected unreadable(Exception cause) {
    return new ModelRejected(
        ErrorCode.MODEL_UNREADABLE, "the file exists but could not be read", cause);
  }
}
