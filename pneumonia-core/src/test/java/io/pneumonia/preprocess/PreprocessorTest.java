package io.pneumonia.preprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.ImageRejected;
import io.pneumonia.image.PixelImage;
import io.pneumonia.tensor.FloatTensor;
import io.pneumonia.tensor.TensorLayout;
import io.pneumonia.tensor.TensorShape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PreprocessorTest {

  private static final PreprocessSpec SMALL = PreprocessSpec.pillow().withSize(12, 9);

  @ParameterizedTest
  @EnumSource
  void greyPictureGivesWhatThreeEqualChannelsGive(Interpolation interpolation) {
    Random random = new Random(1);
    for (Fit fit : Fit.values()) {
      Preprocessor preprocessor =
          Preprocessor.of(SMALL.withInterpolation(interpolation).withFit(fit));
      for (int i = 0; i < 40; i++) {
        int width = 1 + random.nextInt(90);
        int height = 1 + random.nextInt(i % 8 == 0 ? 900 : 70);
        PixelImage grey = TestImages.noise(random, width, height, 1);
        assertThat(preprocessor.apply(grey))
            .as("%dx%d %s", width, height, fit)
            .isEqualTo(preprocessor.apply(TestImages.replicated(grey)));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void sharedBandsEqualTheWhole(Interpolation interpolation) {
    PixelImage image = TestImages.pattern(700, 523, 3);
    for (int height : new int[] {1, 2, 31, 224}) {
      Preprocessor preprocessor =
          Preprocessor.of(
              PreprocessSpec.pillow().withSize(224, height).withInterpolation(interpolation));
      for (int again = 0; again < 3; again++) {
        assertThat(preprocessor.applyShared(image)).isEqualTo(preprocessor.apply(image));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void batchEqualsItsPicturesOneByOne(Interpolation interpolation) {
    Preprocessor preprocessor = Preprocessor.of(SMALL.withInterpolation(interpolation));
    List<PixelImage> images = mixedImages(7);
    FloatTensor batch = preprocessor.apply(images);
    assertThat(batch.shape()).isEqualTo(TensorShape.of(7, 9, 12, 3));
    float[] singles = new float[batch.size()];
    for (int i = 0; i < images.size(); i++) {
      preprocessor.apply(images.get(i)).copyTo(0, singles, i * 324, 324);
    }
    assertThat(batch.toArray()).isEqualTo(singles);
  }

  @ParameterizedTest
  @EnumSource
  void eightThreadsGetTheSameAsOne(Interpolation interpolation) throws Exception {
    Preprocessor shared = Preprocessor.of(SMALL.withInterpolation(interpolation));
    List<PixelImage> images = mixedImages(24);
    List<FloatTensor> expected = images.stream().map(shared::apply).toList();
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      Preprocessor fresh = Preprocessor.of(shared.spec());
      List<Callable<List<FloatTensor>>> work = new ArrayList<>();
      for (int thread = 0; thread < 8; thread++) {
        work.add(() -> images.stream().map(fresh::apply).toList());
      }
      for (Future<List<FloatTensor>> result : threads.invokeAll(work)) {
        assertThat(result.get()).isEqualTo(expected);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @ParameterizedTest
  @EnumSource
  void pictureOfOneValueStaysThatValue(Interpolation interpolation) {
    byte[] samples = new byte[23 * 31];
    Arrays.fill(samples, (byte) 201);
    PixelImage image = PixelImage.of(23, 31, 1, samples);
    for (Fit fit : Fit.values()) {
      PreprocessSpec spec =
          SMALL.withInterpolation(interpolation).withFit(fit).withScaling(Scaling.none());
      assertThat(Preprocessor.of(spec).apply(image).toArray()).containsOnly(201f);
    }
  }

  @Test
  void keepsSamplesOfPictureThatFits() {
    PixelImage image = TestImages.noise(new Random(2), 12, 9, 3);
    PreprocessSpec spec = SMALL.withScaling(Scaling.none());
    for (Interpolation interpolation : Interpolation.values()) {
      float[] values =
          Preprocessor.of(spec.withInterpolation(interpolation)).apply(image).toArray();
      for (int i = 0; i < values.length; i++) {
        assertThat(values[i]).isEqualTo(image.sample(i / 3 % 12, i / 36, i % 3));
      }
    }
  }

  @Test
  void layoutsHoldTheSameValuesInAnotherOrder() {
    PixelImage image = TestImages.noise(new Random(3), 40, 30, 3);
    PreprocessSpec last = SMALL.withScaling(Scaling.imagenet());
    FloatTensor nhwc = Preprocessor.of(last).apply(image);
    FloatTensor nchw = Preprocessor.of(last.withLayout(TensorLayout.NCHW)).apply(image);
    assertThat(nchw.shape()).isEqualTo(TensorShape.of(1, 3, 9, 12));
    for (int i = 0; i < nhwc.size(); i++) {
      assertThat(nchw.get(i % 3 * 108 + i / 3)).isEqualTo(nhwc.get(i));
    }
  }

  @ParameterizedTest
  @EnumSource
  void bgrIsRgbTheOtherWayRound(Interpolation interpolation) {
    PixelImage image = TestImages.noise(new Random(4), 40, 30, 3);
    PreprocessSpec spec = SMALL.withInterpolation(interpolation);
    FloatTensor rgb = Preprocessor.of(spec).apply(image);
    FloatTensor bgr = Preprocessor.of(spec.withColorMode(ColorMode.BGR)).apply(image);
    for (int i = 0; i < rgb.size(); i++) {
      assertThat(bgr.get(i / 3 * 3 + 2 - i % 3)).isEqualTo(rgb.get(i));
    }
  }

  @Test
  void replicatedGreyIsGreyThreeTimes() {
    PixelImage image = TestImages.noise(new Random(5), 40, 30, 3);
    FloatTensor one = Preprocessor.of(SMALL.withColorMode(ColorMode.GREY)).apply(image);
    FloatTensor three =
        Preprocessor.of(SMALL.withColorMode(ColorMode.GREY_REPLICATED)).apply(image);
    for (int i = 0; i < three.size(); i++) {
      assertThat(three.get(i)).isEqualTo(one.get(i / 3));
    }
  }

  @Test
  void writesNothingOutsideItsValues() {
    PixelImage image = TestImages.noise(new Random(6), 20, 30, 3);
    Preprocessor preprocessor = Preprocessor.of(SMALL);
    float[] target = new float[324 + 10];
    Arrays.fill(target, -1f);
    preprocessor.apply(image, target, 4);
    assertThat(Arrays.copyOf(target, 4)).containsOnly(-1f);
    assertThat(Arrays.copyOfRange(target, 328, 334)).containsOnly(-1f);
    assertThat(Arrays.copyOfRange(target, 4, 328)).isEqualTo(preprocessor.apply(image).toArray());
  }

  @Test
  void refusesTargetWithoutRoom() {
    PixelImage image = TestImages.noise(new Random(7), 20, 30, 1);
    Preprocessor preprocessor = Preprocessor.of(SMALL);
    assertThatThrownBy(() -> preprocessor.apply(image, new float[324], 1))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> preprocessor.apply(image, new float[400], -1))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void refusesEmptyBatch() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Preprocessor.of(SMALL).apply(List.of()))
        .withMessage("images: expected at least one, found none");
  }

  @Test
  void refusesPictureWithSideBeyondLimit() {
    PixelImage ribbon = PixelImage.of(65_536, 1, 1, new byte[65_536]);
    assertThatExceptionOfType(ImageRejected.class)
        .isThrownBy(() -> Preprocessor.of(SMALL).apply(ribbon))
        .withMessage("image: expected at most 65535 pixels a side, found 65536x1")
        .extracting(ImageRejected::code)
        .isEqualTo(ErrorCode.IMAGE_TOO_MANY_PIXELS);
  }

  private static List<PixelImage> mixedImages(int count) {
    Random random = new Random(8);
    List<PixelImage> images = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int width = 1 + random.nextInt(80);
      int height = 1 + random.nextInt(80);
      images.add(TestImages.noise(random, width, height, i % 2 == 0 ? 1 : 3));
    }
    return images;
  }
}
