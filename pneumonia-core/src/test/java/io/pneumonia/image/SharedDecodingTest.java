package io.pneumonia.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.pneumonia.error.ImageRejected;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Pictures large enough that idle processors help to decode them. */
class SharedDecodingTest {

  private static final int REPETITIONS = 5;

  private final ImageDecoder decoder = new ImageDecoder();

  @ParameterizedTest
  @EnumSource
  void givesTheSamePixels(WrittenJpeg kind) {
    EncodedImage picture = EncodedImage.of("x", kind.of(803, 1009));
    PixelImage expected = decoder.decode(picture);

    for (int i = 0; i < REPETITIONS; i++) {
      assertThat(shared(picture)).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @EnumSource
  void givesTheSamePixelsOfReducedPictures(WrittenJpeg kind) {
    EncodedImage picture = EncodedImage.of("x", kind.of(803, 1009));
    Reduction reduction = new Reduction(224, 224);
    ReducedImage expected = decoder.decode(picture, reduction);
    assertThat(expected.denominator()).isEqualTo(2);

    for (int i = 0; i < REPETITIONS; i++) {
      assertThat(decoder.decodeShared(picture, reduction)).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @CsvSource({"GREY, 40000, 9", "GREY, 9, 40000", "GREY_RESTARTED, 9, 40000", "GREY, 4000, 3000"})
  void givesTheSamePixelsOfOtherShapes(WrittenJpeg kind, int width, int height) {
    EncodedImage picture = EncodedImage.of("x", kind.of(width, height));

    assertThat(shared(picture)).isEqualTo(decoder.decode(picture));
  }

  /** The pool's threads are all kept busy, so that nobody comes to help. */
  @ParameterizedTest
  @EnumSource
  void needsNoHelp(WrittenJpeg kind) {
    EncodedImage picture = EncodedImage.of("x", kind.of(803, 1009));
    PixelImage expected = decoder.decode(picture);
    CountDownLatch decoded = new CountDownLatch(1);
    for (int i = 0; i < ForkJoinPool.getCommonPoolParallelism(); i++) {
      ForkJoinPool.commonPool().execute(() -> await(decoded));
    }
    try {
      assertThat(shared(picture)).isEqualTo(expected);
    } finally {
      decoded.countDown();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The memory of a larger picture serves a smaller one, which does not show it. */
  @ParameterizedTest
  @EnumSource
  void givesTheSamePixelsInUsedMemory(WrittenJpeg kind) {
    EncodedImage large = EncodedImage.of("x", WrittenJpeg.GREY.of(803, 1009));
    EncodedImage picture = EncodedImage.of("x", kind.of(691, 555));
    PixelImage expected = decoder.decode(picture);

    for (int i = 0; i < REPETITIONS; i++) {
      decoder.decode(large, Reduction.NONE, ReducedImage::width);
      assertThat(decoder.decode(picture, Reduction.NONE, SharedDecodingTest::copy))
          .isEqualTo(expected);
      decoder.decodeShared(large, Reduction.NONE, ReducedImage::width);
      assertThat(decoder.decodeShared(picture, Reduction.NONE, SharedDecodingTest::copy))
          .isEqualTo(expected);
    }
  }

  private static PixelImage copy(ReducedImage image) {
    PixelImage pixels = image.pixels();
    return PixelImage.of(pixels.width(), pixels.height(), pixels.channels(), pixels.toArray());
  }

  /** Damage anywhere: the same pixels as on one thread, or the same refusal. */
  @ParameterizedTest
  @EnumSource
  void agreesOnDamagedPictures(WrittenJpeg kind) {
    byte[] whole = kind.of(700, 810);
    Random random = new Random(20261128);
    int refused = 0;
    for (int i = 0; i < 60; i++) {
      byte[] damaged = whole.clone();
      for (int n = random.nextInt(3); n >= 0; n--) {
        damaged[700 + random.nextInt(damaged.length - 700)] ^= (byte) (1 << random.nextInt(8));
      }
      EncodedImage picture = EncodedImage.of("x", damaged);
      ImageRejected expected =
          catchThrowableOfType(ImageRejected.class, () -> decoder.decode(picture));
      if (expected == null) {
        assertThat(shared(picture)).isEqualTo(decoder.decode(picture));
      } else {
        refused++;
        ImageRejected found = catchThrowableOfType(ImageRejected.class, () -> shared(picture));
        assertThat(found).hasMessage(expected.getMessage());
        assertThat(found.code()).isEqualTo(expected.code());
      }
    }
    assertThat(refused).isBetween(1, 59);
  }

  private PixelImage shared(EncodedImage picture) {
    return decoder.decodeShared(picture, Reduction.NONE).pixels();
  }
}
