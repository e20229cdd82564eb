package io.pneumonia.preprocess;

import static org.assertj.core.api.Assertions.assertThat;

import io.pneumonia.image.PixelImage;
import io.pneumonia.preprocess.Resampler.Band;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Strips, quads and rings against the same taps in plain loops; that the taps are Pillow's is the
 * matter of {@link PreprocessGoldenTest}. One scratch serves all pictures, so that what earlier
 * ones left behind the last row and column is not 0.
 */
class PillowConvolutionTest {

  /** Around quads, chunks of columns, blocks of rows and strips. */
  private static final int[] SIDES = {
    1, 2, 3, 4, 5, 7, 8, 9, 31, 33, 127, 130, 511, 512, 513, 516, 1023, 1025
  };

  private final Scratch scratch = new Scratch();
  private final Random random = new Random(11);

  @ParameterizedTest
  @EnumSource
  void equalsPlainLoopsForSidesAroundItsBlocks(PillowFilter filter) {
    for (int width : SIDES) {
      for (int height : SIDES) {
        if (width * height < 1 << 17) {
          PixelImage image = TestImages.noise(random, width, height, 1);
          assertPlain(filter, image, 1 + random.nextInt(40), 1 + random.nextInt(40));
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void equalsPlainLoopsForAnySize(PillowFilter filter) {
    for (int i = 0; i < 150; i++) {
      int channels = i % 2 == 0 ? 3 : 1;
      int width = 1 + random.nextInt(i % 10 == 0 ? 1200 : 90);
      int height = 1 + random.nextInt(i % 10 == 5 ? 1200 : 90);
      PixelImage image = TestImages.noise(random, width, height, channels);
      assertPlain(filter, image, 1 + random.nextInt(70), 1 + random.nextInt(70));
    }
  }

  @Test
  void equalsPlainLoopsForExtremeProportions() {
    int[][] sizes = {
      {5000, 1}, {5000, 3}, {1, 90}, {3, 300}, {7, 690}, {30, 3000}, {1, 101}, {3, 2000}, {20, 2001}
    };
    for (int[] size : sizes) {
      for (int channels = 1; channels <= 3; channels += 2) {
        PixelImage image = TestImages.noise(random, size[0], size[1], channels);
        assertPlain(PillowFilter.BICUBIC, image, 23, 17);
        assertPlain(PillowFilter.LANCZOS, image, 1, 1);
        assertPlain(PillowFilter.BILINEAR, image, 3, 2300);
      }
    }
  }

  @Test
  void equalsPlainLoopsWithinABox() {
    PixelImage image = TestImages.noise(random, 900, 700, 3);
    for (int i = 0; i < 30; i++) {
      float left = random.nextFloat() * 400;
      float top = random.nextFloat() * 300;
      float right = left + 1 + random.nextFloat() * 490;
      float bottom = top + 1 + random.nextFloat() * 390;
      assertPlain(PillowFilter.BICUBIC, image, new SourceBox(left, top, right, bottom), 50, 60, 60);
    }
  }

  @Test
  void colourIsReducedInEveryPartOfARow() {
    PixelImage image = TestImages.noise(random, 1100, 40, 3);
    Samples found = new Samples(60, 20, 1);
    new PillowConvolution(PillowFilter.BICUBIC)
        .resample(
            SourceRows.of(image, ColorMode.GREY), whole(image), Band.whole(found), scratch, found);
    assertThat(found.samples)
        .isEqualTo(plain(PillowFilter.BICUBIC, luma(image), whole(image), 60, 20));
  }

  @Test
  void bandsOfAnyCutEqualTheWhole() {
    PixelImage image = TestImages.noise(random, 300, 1100, 1);
    for (int rows : new int[] {1, 2, 3, 10, 29}) {
      assertPlain(PillowFilter.BICUBIC, image, whole(image), 40, 30, rows);
    }
  }

  @Test
  void emptyBandGivesNoRow() {
    PixelImage image = TestImages.noise(random, 30, 30, 1);
    Samples target = new Samples(8, 8, 1);
    new PillowConvolution(PillowFilter.BICUBIC)
        .resample(rows(image), whole(image), new Band(0, 0), scratch, target);
    assertThat(target.samples).containsOnly(-1);
  }

  private void assertPlain(PillowFilter filter, PixelImage image, int width, int height) {
    assertPlain(filter, image, whole(image), width, height, height);
  }

  private void assertPlain(
      PillowFilter filter, PixelImage image, SourceBox box, int width, int height, int bandRows) {
    PillowConvolution convolution = new PillowConvolution(filter);
    Samples found = new Samples(width, height, image.channels());
    for (int y = 0; y < height; y += bandRows) {
      Band band = new Band(y, Math.min(y + bandRows, height));
      convolution.resample(rows(image), box, band, scratch, found);
    }
    assertThat(found.samples)
        .as("%s %s to %dx%d in bands of %d", filter, image, width, height, bandRows)
        .isEqualTo(plain(filter, image, box, width, height));
  }

  private static SourceBox whole(PixelImage image) {
    return new SourceBox(0, 0, image.width(), image.height());
  }

  private static SourceRows rows(PixelImage image) {
    return SourceRows.of(image, ColorMode.RGB);
  }

  private static PixelImage luma(PixelImage image) {
    byte[] samples = new byte[image.width() * image.height()];
    for (int i = 0; i < samples.length; i++) {
      int x = i % image.width();
      int y = i / image.width();
      int sum = 19595 * image.sample(x, y, 0) + 38470 * image.sample(x, y, 1);
      samples[i] = (byte) ((sum + 7471 * image.sample(x, y, 2) + 32768) >> 16);
    }
    return PixelImage.of(image.width(), image.height(), 1, samples);
  }

  private static int[] plain(
      PillowFilter filter, PixelImage image, SourceBox box, int width, int height) {
    PillowTaps columns = PillowTaps.compute(filter, box.columns(image.width(), width));
    PillowTaps rows = PillowTaps.compute(filter, box.rows(image.height(), height));
    boolean columnsFirst = image.height() > image.width() * 100 && height < image.height();
    int[] result = new int[width * height * image.channels()];
    for (int c = 0; c < image.channels(); c++) {
      int[][] plane = new int[image.height()][image.width()];
      for (int y = 0; y < image.height(); y++) {
        for (int x = 0; x < image.width(); x++) {
          plane[y][x] = image.sample(x, y, c);
        }
      }
      int[][] resampled =
          columnsFirst
              ? acrossRows(transposed(acrossRows(transposed(plane), rows)), columns)
              : transposed(acrossRows(transposed(acrossRows(plane, columns)), rows));
      for (int y = 0; y < height; y++) {
        System.arraycopy(resampled[y], 0, result, (y * image.channels() + c) * width, width);
      }
    }
    return result;
  }

  private static int[][] acrossRows(int[][] plane, PillowTaps taps) {
    int[][] result = new int[plane.length][taps.size()];
    for (int y = 0; y < plane.length; y++) {
      for (int i = 0; i < taps.size(); i++) {
        long sum = PillowTaps.HALF;
        for (int s = taps.first(i); s < taps.end(i); s++) {
          sum += (long) taps.weights()[taps.offset(i) + s - taps.first(i)] * plane[y][s];
        }
        result[y][i] = (int) Math.max(0, Math.min(255, sum >> PillowTaps.BITS));
      }
    }
    return result;
  }

  private static int[][] transposed(int[][] plane) {
    int[][] result = new int[plane[0].length][plane.length];
    for (int y = 0; y < plane.length; y++) {
      for (int x = 0; x < plane[0].length; x++) {
        result[x][y] = plane[y][x];
      }
    }
    return result;
  }

  /** Rows as they come, -1 where none came. */
  private static final class Samples implements RowSink {
    private final int width;
    private final int height;
    private final int[] samples;

    Samples(int width, int height, int channels) {
      this.width = width;
      this.height = height;
      this.samples = new int[width * height * channels];
      Arrays.fill(samples, -1);
    }

    @Override
    public int width() {
      return width;
    }

    @Override
    public int height() {
      return height;
    }

    @Override
    public void row(int y, int[] row) {
      int length = samples.length / height;
      System.arraycopy(row, 0, samples, y * length, length);
    }

    @Override
    public void row(int y, float[] row) {
      throw new AssertionError("a row that is not rounded");
    }
  }
}
