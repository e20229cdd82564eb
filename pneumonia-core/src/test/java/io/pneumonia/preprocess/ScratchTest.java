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
  void replacesOnlyThoseOfSeveralArraysThatAreTooShort() {
    Scratch scratch = new Scratch();
    int[] wide = scratch.rows(1, 1000)[0];
    int[][] narrow = scratch.rows(3, 10);
    assertThat(narrow[0]).isSameAs(wide);
    assertThat(narrow[2]).hasSize(10);
    assertThat(scratch.rows(2, 5)).isSameAs(narrow);
    assertThat(scratch.columns(1, 1)[0]).isNotSameAs(wide);
  }

  @Test
  void countsTheBytesOfAllItsArrays() {
    Scratch scratch = new Scratch();
    scratch.bytes(3);
    scratch.block(100);
    scratch.row(200);
    scratch.floatRing(300);
    scratch.floatRow(400);
    scratch.columns(2, 50);
    scratch.rows(3, 100);
    scratch.rows(1, 200);
    assertThat(scratch.size()).isEqualTo(3 + 4000 + 400 + 1600);
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
