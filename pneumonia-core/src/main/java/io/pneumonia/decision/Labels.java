package io.pneumonia.decision;

import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;

/** What all readers ask of their labels. */
final class Labels {

  private Labels() {}

  static List<String> of(List<String> labels) {
    List<String> copy = List.copyOf(labels);
    boolean blank = copy.stream().anyMatch(String::isBlank);
    if (copy.isEmpty() || blank || new HashSet<>(copy).size() != copy.size()) {
      throw new IllegalArgumentException(
          "labels: expected different names, none of them blank, found " + copy);
    }
    return copy;
  }

  static List<String> positive(List<String> positive, List<String> labels) {
    List<String> copy = of(positive);
    if (!labels.containsAll(copy)) {
      throw new IllegalArgumentException(
          "positive labels: expected some of " + labels + ", found " + copy);
    }
    return copy;
  }

  static List<ClassScore> scores(List<String> labels, List<String> positive, double... values) {
    return IntStream.range(0, values.length)
        .mapToObj(
            index ->
                new ClassScore(
                    labels.get(index),
                    new Probability(values[index]),
                    positive.contains(labels.get(index))))
        .toList();
  }
}
