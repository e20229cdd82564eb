package io.pneumonia.image;

/**
 * The colour spaces of JPEG samples, and their way to red, green and blue: libjpeg's conversion,
 * then Pillow's.
 *
 * <p>For maintainers. YCbCr (JFIF): {@code R = Y + 1.402 Cr}, {@code G = Y - 0.34414 Cb - 0.71414
 * Cr}, {@code B = Y + 1.772 Cb}, with Cb and Cr centred at 128, in fixed point of 16 bits, rounded
 * once for each of R and B and once for G's sum. YCCK is YCbCr of inverted CMY; black is stored as
 * it is. Pillow takes every four-component file for an inverted one, as Adobe writes them, and goes
 * to RGB by {@code (255 - ink) * (255 - black) / 255}, rounded.
 */
enum JpegColour {
  GREY {
    @Override
    void convert(byte[][] rows, int width, byte[] target, int offset) {
      System.arraycopy(rows[0], 0, target, offset, width);
    }
  },
  RGB {
    @Override
    void convert(byte[][] rows, int width, byte[] target, int offset) {
      byte[] red = rows[0];
      byte[] green = rows[1];
      byte[] blue = rows[2];
      for (int x = 0; x < width; x++) {
        int at = offset + 3 * x;
        target[at] = red[x];
        target[at + 1] = green[x];
        target[at + 2] = blue[x];
      }
    }
  },
  YCBCR {
    @Override
    void convert(byte[][] rows, int width, byte[] target, int offset) {
      byte[] luma = rows[0];
      byte[] chromaBlue = rows[1];
      byte[] chromaRed = rows[2];
      for (int x = 0; x < width; x++) {
        int y = luma[x] & 0xFF;
        int cb = (chromaBlue[x] & 0xFF) - 128;
        int cr = (chromaRed[x] & 0xFF) - 128;
        int at = offset + 3 * x;
        target[at] = (byte) InverseDct.clamp(y + ((CR_RED * cr + HALF) >> 16));
        target[at + 1] =
            (byte) InverseDct.clamp(y + ((HALF - CB_GREEN * cb - CR_GREEN * cr) >> 16));
        target[at + 2] = (byte) InverseDct.clamp(y + ((CB_BLUE * cb + HALF) >> 16));
      }
    }
  },
  CMYK {
    @Override
    void convert(byte[][] rows, int width, byte[] target, int offset) {
      for (int x = 0; x < width; x++) {
        int paper = rows[3][x] & 0xFF;
        for (int channel = 0; channel < 3; channel++) {
          target[offset + 3 * x + channel] = inked(rows[channel][x] & 0xFF, paper);
        }
      }
    }
  },
  YCCK {
    @Override
    void convert(byte[][] rows, int width, byte[] target, int offset) {
      YCBCR.convert(rows, width, target, offset);
      for (int x = 0; x < width; x++) {
        int paper = rows[3][x] & 0xFF;
        for (int at = offset + 3 * x; at < offset + 3 * x + 3; at++) {
          target[at] = inked(255 - (target[at] & 0xFF), paper);
        }
      }
    }
  };

  // Times 2^16, rounded.
  private static final int CR_RED = 91881;
  private static final int CB_BLUE = 116130;
  private static final int CR_GREEN = 46802;
  private static final int CB_GREEN = 22554;
  private static final int HALF = 1 << 15;

  /**
   * Converts a row.
   *
   * @param rows one row of each component, at full resolution
   * @param width how many samples of them count
   * @param target takes one or three samples a pixel
   * @param offset where in the target
   */
  abstract void convert(byte[][] rows, int width, byte[] target, int offset);

  /** Channels of the decoded picture: 1 or 3. */
  int channels() {
    return this == GREY ? 1 : 3;
  }

  /**
   * Paper seen through an ink and black.
   *
   * @param bare the ink, inverted: 255 for none
   * @param paper black, inverted: 255 for none
   */
  private static byte inked(int bare, int paper) {
    int product = (255 - bare) * paper + 128;
    int covered = ((product >> 8) + product) >> 8;
    return (byte) Math.max(0, paper - covered);
  }
}
