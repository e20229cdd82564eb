package io.pneumonia.preprocess;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A filter's tables for the axes used lately, bounded by their total size. Thread-safe. */
final class TableCache<T extends TableCache.Table> {

  /** Numbers that a filter derives from an axis; immutable. */
  interface Table {
    /** How many numbers, about. */
    int cells();
  }

  /** 4 MB of ints: some hundred axes of ordinary X-rays. */
  static final int CAPACITY = 1 << 20;

  private final Function<AxisKey, T> compute;
  private final Map<AxisKey, T> tables = new LinkedHashMap<>(16, 0.75f, true);
  private long cells;

  TableCache(Function<AxisKey, T> compute) {
    this.compute = compute;
  }

  /** Computes outside the lock: two threads may do the same work once, none waits for it. */
  T get(AxisKey axis) {
    T known = find(axis);
    return known != null ? known : keep(axis, compute.apply(axis));
  }

  private synchronized @Nullable T find(AxisKey axis) {
    return tables.get(axis);
  }

  private synchronized T keep(AxisKey axis, T table) {
    T earlier = tables.putIfAbsent(axis, table);
    if (earlier != null) {
      return earlier;
    }
    cells += table.cells();
    Iterator<T> oldestFirst = tables.values().iterator();
    while (cells > CAPACITY) {
      cells -= oldestFirst.next().cells();
      oldestFirst.remove();
    }
    return table;
  }

  synchronized long cells() {
    return cells;
  }
}
