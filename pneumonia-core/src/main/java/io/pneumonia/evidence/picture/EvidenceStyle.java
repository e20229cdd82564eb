package io.pneumonia.evidence.picture;

/**
 * How evidence is drawn. Pictures of one style can be compared: the same colour means the same
 * evidence in all of them.
 *
 * @param side of the picture in the drawing, the longer one, in pixels, 128 to 4096; larger
 *     pictures are made smaller and smaller ones larger
 * @param opacity of full evidence over the picture, above 0 and up to 1; less evidence is more
 *     transparent, and none is not drawn
 * @param middle the evidence that has the middle colour of the scale, above 0: {@link
 *     io.pneumonia.evidence.RelevanceMap#density}, in log-odds. Evidence d lies at {@code d / (d +
 *     middle)} of the scale, so that none is too much for it
 */
public record EvidenceStyle(int side, double opacity, double middle) {

  /** 1024 pixels, opacity 0.5, the middle colour at log-odds of 3. */
  public static final EvidenceStyle DEFAULT = new EvidenceStyle(1024, 0.5, 3);

  /** Refuses values out of range. */
  public EvidenceStyle {
    if (side < 128 || side > 4096) {
      throw new IllegalArgumentException("side: expected 128 to 4096, found " + side);
    }
    if (!(opacity > 0 && opacity <= 1)) {
      throw new IllegalArgumentException("opacity: expected above 0, at most 1, found " + opacity);
    }
    if (!(middle > 0 && middle < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("middle: expected above 0, found " + middle);
    }
  }
}
