package io.pneumonia.benchmarks;

import java.util.List;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Each thread's place among the pictures: every picture takes its turn. */
@State(Scope.Thread)
public class Cursor {

  private int next;

  /** For JMH. */
  public Cursor() {}

  <T> T next(List<T> all) {
    T item = all.get(next % all.size());
    next++;
    return item;
  }
}
