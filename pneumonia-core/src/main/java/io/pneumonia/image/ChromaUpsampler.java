package io.pneumonia.image;

/**
 * Brings the rows of a subsampled JPEG component to full resolution, bit for bit as libjpeg-turbo
 * does by default ("fancy upsampling").
 *
 * <p>For maintainers. Along an axis that is halved, a full-resolution sample lies a quarter of the
 * way between two subsampled ones: 3/4 of the nearer plus 1/4 of the farther, where the neighbour
 * beyond an edge is the edge itself. Halves are rounded down and up alternately so that no bias
 * arises: horizontally +1 for the left and +2 for the right sample before {@code >> 2}; vertically
 * +1 for the upper and +2 for the lower; along both axes the vertical sums are kept unrounded, then
 * +8 and +7 before {@code >> 4}. Other ratios, widths of 1 and 2 where the horizontal axis is
 * halved, and pictures reduced to an eighth are replicated. libjpeg 6b, which the JDK carries,
 * replicates where only the vertical axis is halved (4:4:0); libjpeg-turbo does not.
 */
final class ChromaUpsampler {

  private final JpegComponent component;
  private final int ratioX;
  private final int ratioY;
  private final boolean fancyX;
  private final boolean fancyY;
  private final byte[] row;

  ChromaUpsampler(JpegComponent component, JpegFrame.Size size) {
    this.component = component;
    this.ratioX =
        size.maxHorizontal() * size.blockSide() / (component.horizontal * component.blockSide);
    this.ratioY =
        size.maxVertical() * size.blockSide() / (component.vertical * component.blockSide);
    boolean fancy = size.blockSide() > 1;
    this.fancyX = fancy && ratioX == 2 && ratioY <= 2 && component.width > 2;
    this.fancyY = fancy && ratioY == 2 && (ratioX == 1 || fancyX);
    this.row = new byte[component.width * ratioX];
  }

  /**
   * A row at full resolution.
   *
   * @param y the row of the picture
   * @return its samples, valid until the next call; there may be more than the picture is wide
   */
  byte[] row(int y) {
    int near = y / ratioY;
    int nearAt = near * component.stride();
    if (fancyY) {
      boolean upper = y % 2 == 0;
      int far = upper ? Math.max(0, near - 1) : Math.min(component.height - 1, near + 1);
      int farAt = far * component.stride();
      if (fancyX) {
        blendBoth(nearAt, farAt);
      } else {
        blendRows(nearAt, farAt, upper ? 1 : 2);
      }
    } else if (fancyX) {
      blendColumns(nearAt);
    } else if (ratioX == 1) {
      System.arraycopy(component.samples, nearAt, row, 0, component.width);
    } else {
      replicate(nearAt);
    }
    return row;
  }

  private void replicate(int at) {
    for (int x = 0; x < row.length; x++) {
      row[x] = component.samples[at + x / ratioX];
    }
  }

  private void blendRows(int near, int far, int bias) {
    byte[] samples = component.samples;
    for (int x = 0; x < component.width; x++) {
      row[x] = (byte) (((samples[near + x] & 0xFF) * 3 + (samples[far + x] & 0xFF) + bias) >> 2);
    }
  }

  private void blendColumns(int at) {
    byte[] samples = component.samples;
    int last = component.width - 1;
    for (int x = 0; x <= last; x++) {
      int here = (samples[at + x] & 0xFF) * 3;
      int left = samples[at + Math.max(0, x - 1)] & 0xFF;
      int right = samples[at + Math.min(last, x + 1)] & 0xFF;
      row[2 * x] = (byte) ((here + left + 1) >> 2);
      row[2 * x + 1] = (byte) ((here + right + 2) >> 2);
    }
  }

  private void blendBoth(int near, int far) {
    int last = component.width - 1;
    int here = columnSum(near, far);
    int left = here;
    for (int x = 0; x <= last; x++) {
      int next = Math.min(last, x + 1);
      int right = columnSum(near + next, far + next);
      row[2 * x] = (byte) ((here * 3 + left + 8) >> 4);
      row[2 * x + 1] = (byte) ((here * 3 + right + 7) >> 4);
      left = here;
      here = right;
    }
  }

  private int columnSum(int near, int far) {
    return (component.samples[near] & 0xFF) * 3 + (component.samples[far] & 0xFF);
  }
}
