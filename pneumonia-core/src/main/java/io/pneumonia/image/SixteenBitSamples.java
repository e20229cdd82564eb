package io.pneumonia.image;

/** Grey samples of 16 bits, high byte first, to 8 bits. */
final class SixteenBitSamples {

  private SixteenBitSamples() {}

  /**
   * Reduces the samples by a policy that does not refuse.
   *
   * @param samples two bytes a sample, high byte first
   * @param policy {@code WINDOW} or {@code PILLOW_CLIP}
   * @return one byte a sample
   */
  static byte[] reduce(byte[] samples, SixteenBitGrey policy) {
    return switch (policy) {
      case WINDOW -> window(samples);
      case PILLOW_CLIP -> clip(samples);
      case REFUSE -> throw new IllegalArgumentException("policy: expected one that reduces");
    };
  }

  private static byte[] clip(byte[] samples) {
    byte[] reduced = new byte[samples.length / 2];
    for (int i = 0; i < reduced.length; i++) {
      reduced[i] = (byte) Math.min(sample(samples, i), 255);
    }
    return reduced;
  }

  private static byte[] window(byte[] samples) {
    byte[] reduced = new byte[samples.length / 2];
    int min = 0xFFFF;
    int max = 0;
    for (int i = 0; i < reduced.length; i++) {
      min = Math.min(min, sample(samples, i));
      max = Math.max(max, sample(samples, i));
    }
    int range = Math.max(1, max - min);
    for (int i = 0; i < reduced.length; i++) {
      reduced[i] = (byte) (((sample(samples, i) - min) * 510 + range) / (2 * range));
    }
    return reduced;
  }

  private static int sample(byte[] samples, int index) {
    return (samples[2 * index] & 0xFF) << 8 | (samples[2 * index + 1] & 0xFF);
  }
}
