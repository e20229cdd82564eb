package io.pneumonia.image;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ScanBuffersTest {

  private final ScanBuffers buffers = new ScanBuffers();

  @Test
  void givesTheSameStoreAgainAndNeverTwice() {
    BlockStore first = buffers.borrowStore();
    buffers.giveBack(first);

    assertThat(buffers.borrowStore()).isSameAs(first).isNotSameAs(buffers.borrowStore());
  }
}
