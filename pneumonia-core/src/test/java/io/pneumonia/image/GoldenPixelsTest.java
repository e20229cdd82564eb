package io.pneumonia.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every variant of JPEG and PNG against Pillow, every sample compared. */
class GoldenPixelsTest {

  @ParameterizedTest
  @MethodSource("io.pneumonia.image.Fixtures#golden")
  void givesThePixelsOfPillow(Fixtures.Golden golden) {
    PixelImage found = golden.decoder().decode(golden.image());

    assertThat(found).hasToString(golden.expected().toString());
    assertThat(found.toArray()).isEqualTo(golden.expected().toArray());
  }

  @Test
  void manyThreadsMayShareADecoder() throws Exception {
    ImageDecoder shared = new ImageDecoder(DecodeLimits.DEFAULT, SixteenBitGrey.WINDOW);
    List<Fixtures.Golden> goldens =
        Fixtures.golden().filter(g -> g.policy() != SixteenBitGrey.PILLOW_CLIP).toList();
    Callable<Boolean> decodeAll =
        () -> goldens.stream().allMatch(g -> shared.decode(g.image()).equals(g.expected()));
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      for (Future<Boolean> allEqual : threads.invokeAll(List.of(decodeAll, decodeAll, decodeAll))) {
        assertThat(allEqual.get()).isTrue();
      }
    } finally {
      threads.shutdownNow();
    }
  }
}
