package io.pneumonia.preprocess;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TableCacheTest {

  private record Table(AxisKey axis, int cells) implements TableCache.Table {}

  private int computed;

  private final TableCache<Table> cache =
      new TableCache<>(
          axis -> {
            computed++;
            return new Table(axis, axis.in());
          });

  private Table get(int size) {
    return cache.get(new AxisKey(size, 0, size, 1));
  }

  @Test
  void computesEachAxisOnce() {
    Table first = get(100);
    assertThat(get(100)).isSameAs(first);
    assertThat(get(101)).isNotEqualTo(first);
    assertThat(computed).isEqualTo(2);
  }

  @Test
  void forgetsTheLeastRecentlyUsedWhenFull() {
    int third = TableCache.CAPACITY / 3;
    Table first = get(third);
    Table second = get(third - 1);
    get(third - 2);
    get(third);
    get(third - 3);
    assertThat(get(third)).isSameAs(first);
    assertThat(get(third - 1)).isNotSameAs(second);
  }

  @Test
  void neverHoldsMoreThanItsCapacity() {
    for (int size = 1; size < 2000; size += 7) {
      get(size * 500);
      assertThat(cache.cells()).isLessThanOrEqualTo(TableCache.CAPACITY);
    }
    assertThat(get(TableCache.CAPACITY + 1).cells()).isEqualTo(TableCache.CAPACITY + 1);
    assertThat(cache.cells()).isZero();
  }
}
