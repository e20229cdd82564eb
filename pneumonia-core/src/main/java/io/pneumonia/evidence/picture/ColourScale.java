package io.pneumonia.evidence.picture;

/**
 * Viridis by Nathaniel Smith and Stefan van der Walt (CC0), of which nine colours at equal
 * distances suffice: between them its channels are straight within a few levels. Its lightness
 * grows evenly, and it keeps doing so for eyes that do not tell red from green.
 */
final class ColourScale {

  private static final int[] COLOURS = {
    0x440154, 0x472D7B, 0x3B528B, 0x2C728E, 0x21918C, 0x28AE80, 0x5EC962, 0xADDC30, 0xFDE725
  };

  private ColourScale() {}

  /**
   * One colour.
   *
   * @param position 0 for the first to 1 for the last
   * @param channel 0 red, 1 green, 2 blue
   * @return 0 to 255
   */
  static double of(double position, int channel) {
    double place = position * (COLOURS.length - 1);
    int below = Math.min((int) place, COLOURS.length - 2);
    double share = place - below;
    return (1 - share) * channel(below, channel) + share * channel(below + 1, channel);
  }

  private static int channel(int index, int channel) {
    return COLOURS[index] >> (16 - 8 * channel) & 0xFF;
  }
}
