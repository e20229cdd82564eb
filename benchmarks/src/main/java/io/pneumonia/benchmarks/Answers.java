package io.pneumonia.benchmarks;

import io.pneumonia.image.EncodedImage;
import io.pneumonia.image.PixelImage;
import io.pneumonia.preprocess.ColorMode;
import io.pneumonia.preprocess.PreprocessSpec;
import io.pneumonia.preprocess.SourceBox;
import io.pneumonia.tensor.FloatTensor;
import io.pneumonia.tensor.TensorLayout;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;

/** Whether what a benchmark measures is right: a broken stage cannot be a fast one. */
final class Answers {

  /** What two runtimes may differ by in a score. */
  static final double SCORE_TOLERANCE = 1e-3;

  // Decoders that round elsewhere differ by less than a level in the mean.
  private static final double PIXEL_TOLERANCE = 1.5;
  // Over a quarter of the picture's side, a filter may move the mean by a few levels.
  private static final float MEAN_TOLERANCE = 8;
  private static final int CELLS = 4;

  private Answers() {}

  static void requireClose(String name, float[] found, String reference, float[] expected) {
    if (found.length != expected.length) {
      throw wrong(name, expected.length + " values as from " + reference, found.length);
    }
    for (int i = 0; i < found.length; i++) {
      if (!(Math.abs(found[i] - expected[i]) <= SCORE_TOLERANCE)) {
        throw wrong(name, expected[i] + " as from " + reference, found[i]);
      }
    }
  }

  /** Compares decoded pixels with those of the JDK's decoder. */
  static void requirePixels(EncodedImage picture, PixelImage found) throws IOException {
    BufferedImage expected = ImageIO.read(new ByteArrayInputStream(picture.toArray()));
    if (expected == null
        || expected.getWidth() != found.width()
        || expected.getHeight() != found.height()) {
      throw wrong(picture.name(), "the size that the JDK decodes", found);
    }
    int[] row = new int[expected.getWidth() * expected.getRaster().getNumBands()];
    int bands = expected.getRaster().getNumBands();
    if (bands != found.channels()) {
      return;
    }
    long difference = 0;
    for (int y = 0; y < found.height(); y++) {
      expected.getRaster().getPixels(0, y, expected.getWidth(), 1, row);
      for (int i = 0; i < row.length; i++) {
        difference += Math.abs(row[i] - found.sample(i / bands, y, i % bands));
      }
    }
    double mean = difference / ((double) row.length * found.height());
    if (mean > PIXEL_TOLERANCE) {
      throw wrong(picture.name(), "the JDK's pixels within " + PIXEL_TOLERANCE, mean);
    }
  }

  /** Compares the means of a tensor's parts, in its first channel, with those of the picture's. */
  static void requireTensor(PixelImage picture, PreprocessSpec spec, FloatTensor found) {
    SourceBox box = SourceBox.of(spec, picture.width(), picture.height());
    float tolerance = spec.scaling().apply(MEAN_TOLERANCE, 0) - spec.scaling().apply(0, 0);
    for (int row = 0; row < CELLS; row++) {
      for (int column = 0; column < CELLS; column++) {
        float expected = spec.scaling().apply(sourceMean(picture, spec, box, row, column), 0);
        float seen = tensorMean(spec, found, row, column);
        if (!(Math.abs(seen - expected) <= Math.abs(tolerance))) {
          throw wrong("part " + row + ", " + column, "a mean of about " + expected, seen);
        }
      }
    }
  }

  private static float sourceMean(
      PixelImage picture, PreprocessSpec spec, SourceBox box, int row, int column) {
    int left = Math.round(box.left() + (box.right() - box.left()) * column / CELLS);
    int right = Math.round(box.left() + (box.right() - box.left()) * (column + 1) / CELLS);
    int top = Math.round(box.top() + (box.bottom() - box.top()) * row / CELLS);
    int bottom = Math.round(box.top() + (box.bottom() - box.top()) * (row + 1) / CELLS);
    double sum = 0;
    for (int y = top; y < bottom; y++) {
      for (int x = left; x < right; x++) {
        sum += sample(picture, spec.colorMode(), x, y);
      }
    }
    return (float) (sum / ((double) (bottom - top) * (right - left)));
  }

  private static double sample(PixelImage picture, ColorMode mode, int x, int y) {
    if (picture.isGrey()) {
      return picture.sample(x, y, 0);
    }
    return switch (mode) {
      case RGB -> picture.sample(x, y, 0);
      case BGR -> picture.sample(x, y, 2);
      case GREY, GREY_REPLICATED ->
          0.299 * picture.sample(x, y, 0)
              + 0.587 * picture.sample(x, y, 1)
              + 0.114 * picture.sample(x, y, 2);
    };
  }

  private static float tensorMean(PreprocessSpec spec, FloatTensor tensor, int row, int column) {
    int step = spec.layout() == TensorLayout.NHWC ? spec.colorMode().channels() : 1;
    int bottom = spec.height() * (row + 1) / CELLS;
    int right = spec.width() * (column + 1) / CELLS;
    double sum = 0;
    int count = 0;
    for (int y = spec.height() * row / CELLS; y < bottom; y++) {
      for (int x = spec.width() * column / CELLS; x < right; x++, count++) {
        sum += tensor.get((y * spec.width() + x) * step);
      }
    }
    return (float) (sum / count);
  }

  private static IllegalStateException wrong(String what, Object expected, Object found) {
    return new IllegalStateException(what + ": expected " + expected + ", found " + found);
  }
}
