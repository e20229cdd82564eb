package io.pneumonia.image;

import java.util.function.IntFunction;

/**
 * What decoding a picture may make use of.
 *
 * @param scanBuffers memory that is only needed meanwhile
 * @param help whether idle processors shall help
 * @param samples memory for the picture, of the length asked for at least; it may hold anything
 */
record DecodeAids(ScanBuffers scanBuffers, boolean help, IntFunction<byte[]> samples) {

  DecodeAids withHelp() {
    return new DecodeAids(scanBuffers, true, samples);
  }

  /** For a picture whose memory will be given back. */
  DecodeAids lending(ByteBuffers pictures) {
    return new DecodeAids(scanBuffers, help, pictures::borrow);
  }
}
