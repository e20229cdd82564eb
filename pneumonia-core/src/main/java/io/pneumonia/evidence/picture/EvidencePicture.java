package io.pneumonia.evidence.picture;

import io.pneumonia.evidence.RelevanceMap;
import io.pneumonia.image.PixelImage;
import io.pneumonia.preprocess.Interpolation;
import io.pneumonia.preprocess.PixelResizer;
import io.pneumonia.preprocess.SourceBox;

/**
 * Draws a relevance map over its picture: what speaks for pneumonia in colour, the rest of the
 * picture as it is, and below it a legend. Evidence against pneumonia is not drawn. What the
 * network did not see, because the model's recipe cuts it off, is darkened.
 *
 * <p>All in plain Java, without fonts or graphics of the platform: the same pixels everywhere.
 */
public final class EvidencePicture {

  private static final int BACKGROUND = 20;
  private static final double UNSEEN = 0.6;

  private final PixelImage picture;
  private final RelevanceMap map;
  private final EvidenceStyle style;

  private EvidencePicture(PixelImage picture, RelevanceMap map, EvidenceStyle style) {
    this.picture = picture;
    this.map = map;
    this.style = style;
  }

  /**
   * Draws a map over its picture.
   *
   * @param picture what the map is of, in full size
   * @param map the evidence
   * @param title what was found, in printable ASCII: the first line of the legend
   * @param style size, opacity and scale
   * @return the drawing, red, green and blue: the picture in its proportions above, the legend
   *     below
   * @throws io.pneumonia.error.ImageRejected {@code IMAGE_TOO_MANY_PIXELS} if a side of the picture
   *     exceeds {@link io.pneumonia.preprocess.Preprocessor#MAX_SOURCE_SIDE}
   */
  public static PixelImage draw(
      PixelImage picture, RelevanceMap map, String title, EvidenceStyle style) {
    return new EvidencePicture(picture, map, style).drawn(new Legend(style, title));
  }

  /**
   * Draws a map over its picture and nothing else, to be laid over the picture itself.
   *
   * @param picture what the map is of, in full size
   * @param map the evidence
   * @param style size, opacity and scale
   * @return the drawing, red, green and blue, in the picture's proportions
   * @throws io.pneumonia.error.ImageRejected as {@link #draw}
   */
  public static PixelImage drawWithoutLegend(
      PixelImage picture, RelevanceMap map, EvidenceStyle style) {
    EvidencePicture drawing = new EvidencePicture(picture, map, style);
    Canvas canvas = new Canvas(drawing.width(), drawing.height(), BACKGROUND);
    drawing.drawOn(canvas);
    return canvas.picture();
  }

  private PixelImage drawn(Legend legend) {
    Canvas canvas =
        new Canvas(Math.max(width(), legend.width()), height() + legend.height(), BACKGROUND);
    drawOn(canvas);
    legend.draw(canvas, height());
    return canvas.picture();
  }

  private int width() {
    return scaled(picture.width());
  }

  private int height() {
    return scaled(picture.height());
  }

  private int scaled(int side) {
    double scale = (double) style.side() / Math.max(picture.width(), picture.height());
    return Math.max(1, (int) Math.round(side * scale));
  }

  private void drawOn(Canvas canvas) {
    int left = (canvas.width() - width()) / 2;
    canvas.put(
        PixelResizer.of(Interpolation.PILLOW_BICUBIC).resize(picture, width(), height()), left, 0);
    drawEvidence(canvas, left, width(), height());
  }

  private void drawEvidence(Canvas canvas, int left, int width, int height) {
    SmoothMap smooth = new SmoothMap(map);
    Overlay overlay = new Overlay(style);
    SourceBox region = map.region();
    for (int y = 0; y < height; y++) {
      double down = share((y + 0.5) * picture.height() / height, region.top(), region.bottom());
      SmoothMap.Row row = smooth.row(down * map.rows() - 0.5);
      for (int x = 0; x < width; x++) {
        double across = share((x + 0.5) * picture.width() / width, region.left(), region.right());
        if (isWithin(down) && isWithin(across)) {
          overlay.blend(canvas, left + x, y, row.at(across * map.columns() - 0.5));
        } else {
          darken(canvas, left + x, y);
        }
      }
    }
  }

  private static double share(double position, float from, float to) {
    return (position - from) / (to - from);
  }

  private static boolean isWithin(double share) {
    return share >= 0 && share <= 1;
  }

  private static void darken(Canvas canvas, int x, int y) {
    for (int channel = 0; channel < 3; channel++) {
      canvas.blend(x, y, channel, BACKGROUND, UNSEEN);
    }
  }
}
