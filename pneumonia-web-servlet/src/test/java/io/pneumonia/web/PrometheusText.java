package io.pneumonia.web;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the text format of Prometheus, version 0.0.4, as strictly as the format and promtool's
 * checks are; what breaks a rule is an {@link AssertionError} with the line.
 */
final class PrometheusText {

  private static final String NAME = "[a-zA-Z_:][a-zA-Z0-9_:]*";
  private static final String LABEL = "[a-zA-Z_][a-zA-Z0-9_]*=\"(?:[^\"\\\\\n]|\\\\[\\\\\"n])*\"";
  private static final Pattern SAMPLE =
      Pattern.compile("(" + NAME + ")(?:\\{(" + LABEL + "(?:," + LABEL + ")*),?})? (\\S+)");
  private static final Pattern LE = Pattern.compile("(?:^|,)le=\"([^\"]*)\"");

  private final Map<String, String> types = new LinkedHashMap<>();
  private final Map<String, String> helps = new LinkedHashMap<>();
  private final Map<String, Double> values = new LinkedHashMap<>();
  private final Set<String> endedFamilies = new HashSet<>();
  private String family = "";

  PrometheusText(String text) {
    if (!text.endsWith("\n")) {
      throw new AssertionError("expected a line feed at the end");
    }
    for (String line : text.split("\n", -1)) {
      if (line.startsWith("# HELP ")) {
        String[] parts = line.split(" ", 4);
        put(helps, parts[2], parts[3], line);
      } else if (line.startsWith("# TYPE ")) {
        type(line);
      } else if (!line.isEmpty()) {
        sample(line);
      }
    }
    types.forEach(this::check);
  }

  private static <T> void put(Map<String, T> map, String key, T value, String line) {
    if (map.put(key, value) != null) {
      throw new AssertionError("expected it once: " + line);
    }
  }

  private void type(String line) {
    String[] parts = line.split(" ", -1);
    if (!parts[3].matches("counter|gauge|histogram|summary|untyped")) {
      throw new AssertionError("expected a type: " + line);
    }
    put(types, parts[2], parts[3], line);
    if (!endedFamilies.add(parts[2])) {
      throw new AssertionError("expected a family in one place: " + line);
    }
    family = parts[2];
  }

  private void sample(String line) {
    Matcher matcher = SAMPLE.matcher(line);
    if (!matcher.matches()) {
      throw new AssertionError("expected a sample: " + line);
    }
    if (!familyOf(matcher.group(1)).equals(family)) {
      throw new AssertionError("expected a sample of " + family + ": " + line);
    }
    String labels = matcher.group(2) == null ? "" : matcher.group(2);
    put(values, matcher.group(1) + "{" + labels + "}", number(matcher.group(3)), line);
  }

  private static double number(String text) {
    return switch (text) {
      case "+Inf" -> Double.POSITIVE_INFINITY;
      case "-Inf" -> Double.NEGATIVE_INFINITY;
      case "NaN" -> Double.NaN;
      default -> Double.parseDouble(text);
    };
  }

  private String familyOf(String name) {
    String stem = name.replaceFirst("_(bucket|sum|count)$", "");
    String type = types.getOrDefault(stem, "");
    return type.equals("histogram") || type.equals("summary") ? stem : name;
  }

  private void check(String name, String type) {
    if (helps.getOrDefault(name, "").isBlank()) {
      throw new AssertionError(name + ": expected a help text");
    }
    if (type.equals("counter") != name.endsWith("_total")) {
      throw new AssertionError(name + ": expected _total of counters only, found a " + type);
    }
    if (name.matches(".*_(milliseconds|ms|kilobytes|minutes|hours|histogram|gauge|counter)")) {
      throw new AssertionError(name + ": expected a base unit and no type");
    }
    if (type.equals("histogram")) {
      checkHistogram(name);
    }
  }

  private void checkHistogram(String name) {
    Map<String, List<Double>> counts = new LinkedHashMap<>();
    Map<String, Double> bounds = new LinkedHashMap<>();
    values.forEach(
        (series, value) -> {
          if (series.startsWith(name + "_bucket{")) {
            String labels = series.substring(series.indexOf('{') + 1, series.length() - 1);
            Matcher le = LE.matcher(labels);
            if (!le.find()) {
              throw new AssertionError("expected an upper bound: " + series);
            }
            String others = le.replaceFirst("");
            double bound = number(le.group(1));
            if (bound <= bounds.getOrDefault(others, Double.NEGATIVE_INFINITY)) {
              throw new AssertionError("expected a higher bound: " + series);
            }
            bounds.put(others, bound);
            counts.computeIfAbsent(others, key -> new ArrayList<>()).add(value);
          }
        });
    counts.forEach((labels, each) -> checkBuckets(name, labels, bounds.get(labels), each));
  }

  private void checkBuckets(String name, String labels, double last, List<Double> counts) {
    if (!counts.equals(counts.stream().sorted().toList())) {
      throw new AssertionError(name + labels + ": expected growing counts, found " + counts);
    }
    Double all = values.get(name + "_count{" + labels + "}");
    if (last != Double.POSITIVE_INFINITY || !counts.get(counts.size() - 1).equals(all)) {
      throw new AssertionError(name + labels + ": expected all below +Inf, found " + counts);
    }
    if (!values.containsKey(name + "_sum{" + labels + "}")) {
      throw new AssertionError(name + labels + ": expected a sum");
    }
  }

  Map<String, String> types() {
    return types;
  }

  /** The value of a series such as {@code name{label="value"}}. */
  double value(String series) {
    Double value = values.get(series.contains("{") ? series : series + "{}");
    if (value == null) {
      throw new AssertionError("expected " + series + ", found " + values.keySet());
    }
    return value;
  }
}
