package io.pneumonia.preprocess;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ScratchTest {

  @Test
  void growsAndNeverShrinks() {
    Scratch scratch = new Scratch();
    int[] large = scratch.row(100);
    assertThat(large).hasSize(100);
    assertThat(scratch.row(10)).isSameAs(large);
    assertThat(scratch.row(101)).hasSize(101);
  }

  @Test
  void countsTheBytesOfAllItsArrays() {
    Scratch scratch = new Scratch();
    scratch.firstBytes(1);
    scratch.secondBytes(2);
    scratch.longs(10);
    scratch.ring(100);
    scratch.row(200);
    scratch.floatRing(300);
    scratch.floatRow(400);
    assertThat(scratch.bytes()).isEqualTo(3 + 80 + 4000);
  }

  @Test
  void poolKeepsOrdinaryScratchForTheNextRun() {
    Scratch.Pool pool = new Scratch.Pool();
    Scratch scratch = pool.borrow();
    scratch.row(1000);
    pool.giveBack(scratch);
    assertThat(pool.borrow()).isSameAs(scratch);
    assertThat(pool.borrow()).isNotSameAs(scratch);
  }

  @Test
  void poolDropsLargeScratch() {
    Scratch.Pool pool = new Scratch.Pool();
    Scratch scratch = pool.borrow();
    scratch.row((int) (Scratch.MAX_KEPT_BYTES / Integer.BYTES) + 1);
    pool.giveBack(scratch);
    assertThat(pool.borrow()).isNotSameAs(scratch);
  }
}
