package io.pneumonia.evaluation;

import io.pneumonia.decision.Finding;
import io.pneumonia.gate.GateVerdict.Level;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Takes up verdicts one by one, and makes the table of them. */
final class GateTally {

  private final Map<Finding, Map<Level, Integer>> counts = new EnumMap<>(Finding.class);

  void add(Finding label, Level level) {
    counts.computeIfAbsent(label, each -> new EnumMap<>(Level.class)).merge(level, 1, Integer::sum);
  }

  /** Null where there was no verdict. */
  @Nullable GateTable table() {
    return counts.isEmpty()
        ? null
        : new GateTable(counts(Finding.NORMAL), counts(Finding.PNEUMONIA));
  }

  private GateTable.Counts counts(Finding label) {
    Map<Level, Integer> levels = counts.getOrDefault(label, Map.of());
    return new GateTable.Counts(
        levels.getOrDefault(Level.ACCEPTED, 0),
        levels.getOrDefault(Level.DOUBTFUL, 0),
        levels.getOrDefault(Level.REFUSED, 0));
  }
}
