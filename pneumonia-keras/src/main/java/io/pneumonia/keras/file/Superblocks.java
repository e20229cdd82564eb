package io.pneumonia.keras.file;

import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.ModelRejected;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The first bytes of an HDF5 file. The signature stands at 0, or behind a user block at 512, 1024,
 * 2048...; the superblock behind it says where the file ends, so a download that broke off shows.
 */
final class Superblocks {

  private static final long SIGNATURE = 0x894844460D0A1A0AL;
  private static final int FIRST_USER_BLOCK = 512;
  private static final int MAX_USER_BLOCK = 1 << 20;

  private Superblocks() {}

  /** Where the signature stands, or -1. */
  static int find(ByteBuffer content) {
    int at = 0;
    while (at <= MAX_USER_BLOCK && at + Long.BYTES <= content.limit()) {
      if (bigEndian(content).getLong(at) == SIGNATURE) {
        return at;
      }
      at = at == 0 ? FIRST_USER_BLOCK : at * 2;
    }
    return -1;
  }

  private static ByteBuffer bigEndian(ByteBuffer content) {
    return content.duplicate().order(ByteOrder.BIG_ENDIAN);
  }

  static void requireComplete(ByteBuffer content) {
    int at = find(content);
    if (at < 0) {
      throw new ModelRejected(
          ErrorCode.MODEL_CORRUPT, "expected an HDF5 signature in the first bytes, found none");
    }
    long end = declaredEnd(content, at);
    if (end > content.limit()) {
      throw new ModelRejected(
          ErrorCode.MODEL_CORRUPT,
          "the HDF5 data are truncated: expected "
              + end
              + " bytes, found "
              + content.limit()
              + " (an interrupted download or copy)");
    }
  }

  /** The end that the superblock declares; 0 where it is not of the usual kind. */
  private static long declaredEnd(ByteBuffer content, int at) {
    ByteBuffer bytes = content.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    if (at + 48 > bytes.limit()) {
      return at + 48L;
    }
    int version = bytes.get(at + 8);
    if (version >= 2) {
      return bytes.get(at + 9) == Long.BYTES ? bytes.getLong(at + 28) : 0;
    }
    int shift = version == 1 ? 4 : 0;
    return bytes.get(at + 13) == Long.BYTES ? bytes.getLong(at + 40 + shift) : 0;
  }
}
