package io.pneumonia.evidence.picture;

/** What evidence becomes in a drawing: a colour, and how much of the picture it covers. */
record Overlay(EvidenceStyle style) {

  /**
   * Draws one pixel's evidence over it.
   *
   * @param density in log-odds; what is not positive leaves the pixel as it is
   */
  void blend(Canvas canvas, int x, int y, double density) {
    if (density > 0) {
      blendAt(canvas, x, y, density / (density + style.middle()));
    }
  }

  /**
   * Draws a colour of the scale over one pixel.
   *
   * @param position 0 for the first colour to 1 for the last
   */
  void blendAt(Canvas canvas, int x, int y, double position) {
    double share = style.opacity() * cover(position);
    for (int channel = 0; channel < 3; channel++) {
      canvas.blend(x, y, channel, ColourScale.of(position, channel), share);
    }
  }

  /** 0 where there is no evidence, quickly near 1 where there is some, without a visible edge. */
  private static double cover(double position) {
    double rest = 1 - position;
    return 1 - rest * rest * rest * rest;
  }
}
