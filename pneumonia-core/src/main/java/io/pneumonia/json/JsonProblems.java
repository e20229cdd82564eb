package io.pneumonia.json;

import static java.lang.Integer.MAX_VALUE;
import static java.util.Comparator.comparingInt;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is wrong with a file, all of it, each under the path of its field. */
public final class JsonProblems {

  private static final int MOST_TOLD = 50;
  private static final int MOST_KEPT = 500;

  private record Problem(String path, String text) {}

  private final List<Problem> problems = new ArrayList<>();
  private final Map<String, String> fields = new LinkedHashMap<>();

  /** Nothing yet. */
  public JsonProblems() {}

  /** Remembers a field that the reader asks for: problems are told in this order. */
  void asks(String path, String expected) {
    fields.put(path, expected);
  }

  /**
   * What was expected of a field when it was asked for.
   *
   * @param path of the field
   * @return {@code expected text}, for instance
   */
  public String expectedAt(String path) {
    return fields.getOrDefault(path, "expected a value");
  }

  /**
   * The fields that were asked for.
   *
   * @return their paths, in the order of asking
   */
  public Set<String> fields() {
    return fields.keySet();
  }

  /**
   * Adds a problem, unless the same field has one: the first is the cause.
   *
   * @param path of the field
   * @param expected what, beginning with {@code expected}
   * @param found the value
   */
  public void add(String path, String expected, @Nullable Object found) {
    addText(path, expected + ", found " + Found.of(found));
  }

  /**
   * Adds a problem in words, unless the same field has one: the first is the cause.
   *
   * @param path of the field
   * @param text what was expected and found
   */
  public void addText(String path, String text) {
    if (problems.size() < MOST_KEPT
        && problems.stream().noneMatch(problem -> covers(problem.path(), path))) {
      problems.add(new Problem(path, text));
    }
  }

  /**
   * Adds what a constructor said, if nothing else explains it.
   *
   * @param text what it said
   */
  public void addIfEmpty(String text) {
    if (problems.isEmpty()) {
      addText("", text);
    }
  }

  private static boolean covers(String known, String path) {
    return !known.isEmpty()
        && path.startsWith(known)
        && (path.length() == known.length() || ".[".indexOf(path.charAt(known.length())) >= 0);
  }

  /**
   * Whether nothing is wrong.
   *
   * @return true for a file that can be used
   */
  public boolean isEmpty() {
    return problems.isEmpty();
  }

  /** Every problem on a line of its own, in the order in which fields were asked for. */
  String told() {
    Map<String, Integer> ranks = new HashMap<>();
    fields.keySet().forEach(field -> ranks.put(field, ranks.size()));
    String lines =
        problems.stream()
            .sorted(comparingInt(problem -> ranks.getOrDefault(problem.path(), MAX_VALUE)))
            .limit(MOST_TOLD)
            .map(problem -> "\n  " + line(problem))
            .collect(Collectors.joining());
    String more = problems.size() > MOST_TOLD ? "\n  and more" : "";
    return lines + more;
  }

  private static String line(Problem problem) {
    return problem.path().isEmpty() ? problem.text() : problem.path() + ": " + problem.text();
  }
}
