package io.pneumonia.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import org.junit.jupiter.api.Test;

class DecodeLimitsTest {

  @Test
  void defaultsTo16MegabytesAnd100Megapixels() {
    assertThat(DecodeLimits.DEFAULT).isEqualTo(new DecodeLimits(16 * 1024 * 1024, 100_000_000));
  }

  @Test
  void allowsTheSmallestAndTheLargest() {
    assertThatNoException().isThrownBy(() -> new DecodeLimits(1, 1));
    assertThatNoException().isThrownBy(() -> new DecodeLimits(2147483639L, 536870911L));
  }

  @Test
  void refusesByteLimitsThatNoArrayCanHold() {
    for (long bytes : new long[] {-1, 0, 2147483640L, Long.MAX_VALUE}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new DecodeLimits(bytes, 1))
          .withMessage("maxBytes: expected 1 to 2147483639, found " + bytes);
    }
  }

  @Test
  void refusesPixelLimitsThatNoArrayCanHold() {
    for (long pixels : new long[] {-1, 0, 536870912L, Long.MAX_VALUE}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new DecodeLimits(1, pixels))
          .withMessage("maxPixels: expected 1 to 536870911, found " + pixels);
    }
  }
}
