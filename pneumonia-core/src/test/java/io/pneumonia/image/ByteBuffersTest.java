package io.pneumonia.image;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ByteBuffersTest {

  private static final int LONGEST = 1000;

  private final ByteBuffers buffers = new ByteBuffers(LONGEST);

  @Test
  void givesTheSameMemoryAgain() {
    byte[] first = buffers.borrow(100);
    assertThat(first).hasSize(100);
    buffers.giveBack(first);

    assertThat(buffers.borrow(60)).isSameAs(first);
  }

  @Test
  void neverGivesTheSameMemoryTwice() {
    buffers.giveBack(new byte[100]);

    assertThat(buffers.borrow(100)).isNotSameAs(buffers.borrow(100));
  }

  @Test
  void growsWhereThePictureIsLarger() {
    byte[] small = new byte[100];
    buffers.giveBack(small);

    byte[] large = buffers.borrow(101);
    assertThat(large).hasSize(101);
    buffers.giveBack(large);
    assertThat(buffers.borrow(100)).isSameAs(large);
  }

  @Test
  void keepsNothingLarge() {
    byte[] huge = buffers.borrow(LONGEST + 1);
    buffers.giveBack(huge);

    assertThat(buffers.borrow(1)).isNotSameAs(huge);
  }

  @Test
  void keepsWhatThereIsWhereALargerOneIsWantedThanIsEverKept() {
    byte[] usual = buffers.borrow(LONGEST);
    buffers.giveBack(usual);

    buffers.giveBack(buffers.borrow(LONGEST + 1));
    assertThat(buffers.borrow(1)).isSameAs(usual);
  }
}
