package io.pneumonia.model;

import io.pneumonia.json.JsonProblems;
import io.pneumonia.json.Names;
import io.pneumonia.model.CardJson.Band;
import io.pneumonia.model.CardJson.Input;
import io.pneumonia.model.CardJson.Interval;
import io.pneumonia.model.CardJson.Measured;
import io.pneumonia.model.CardJson.Output;
import io.pneumonia.model.CardJson.OutputKind;
import io.pneumonia.model.CardJson.Scaled;
import io.pneumonia.model.CardJson.ScalingKind;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a card's fields ask of each other, told under the field to mend. A field that is missing or
 * wrong by itself is passed over: the constraints tell of it.
 */
final class CardRules {

  private final JsonProblems problems;

  private CardRules(JsonProblems problems) {
    this.problems = problems;
  }

  static void check(CardJson json, JsonProblems problems) {
    CardRules rules = new CardRules(problems);
    if (json.input() != null) {
      rules.scaling(json.input());
    }
    if (json.output() != null) {
      rules.output(json.output());
    }
    if (json.uncertainBand() != null) {
      rules.band(json.uncertainBand(), CardMapping.thresholdOf(json));
    }
    List<Measured> measured = json.measured();
    for (int index = 0; index < measured.size(); index++) {
      Measured figure = measured.get(index);
      if (figure != null && figure.ci95() != null) {
        rules.interval("measured[" + index + "].ci95", figure.ci95());
      }
    }
  }

  private void scaling(Input input) {
    Scaled scaling = input.scaling();
    if (scaling == null || scaling.kind() == null) {
      return;
    }
    ScalingKind kind = scaling.kind();
    boolean standardize = kind == ScalingKind.STANDARDIZE;
    boolean offset = kind == ScalingKind.DIVIDE || kind == ScalingKind.MULTIPLY;
    belongs(kind, "divisor", scaling.divisor(), kind == ScalingKind.DIVIDE || standardize, true);
    belongs(kind, "factor", scaling.factor(), kind == ScalingKind.MULTIPLY, true);
    belongs(kind, "offset", scaling.offset(), offset, false);
    belongs(kind, "mean", scaling.mean(), standardize, true);
    belongs(kind, "std", scaling.std(), standardize, true);
    notZero("divisor", scaling.divisor());
    notZero("factor", scaling.factor());
    if (standardize && input.colorMode() != null) {
      channels("mean", scaling.mean(), input.colorMode().channels());
      channels("std", scaling.std(), input.colorMode().channels());
    }
    if (scaling.std() != null) {
      positive(scaling.std());
    }
  }

  private void belongs(
      ScalingKind kind, String name, @Nullable Object value, boolean taken, boolean needed) {
    String path = "input.scaling." + name;
    if (!taken && value != null) {
      problems.add(path, "expected nothing for the kind " + Names.of(kind), value);
    } else if (taken && needed && value == null) {
      problems.add(path, problems.expectedAt(path) + " for the kind " + Names.of(kind), null);
    }
  }

  private void notZero(String name, @Nullable Float value) {
    if (value != null && value == 0f) {
      problems.add("input.scaling." + name, "expected a number other than 0", value);
    }
  }

  private void channels(String name, @Nullable List<Float> values, int channels) {
    if (values != null && values.size() != channels) {
      problems.addText(
          "input.scaling." + name,
          "expected %d numbers, one a channel, found %d".formatted(channels, values.size()));
    }
  }

  private void positive(List<Float> std) {
    for (int index = 0; index < std.size(); index++) {
      Float value = std.get(index);
      if (value != null && value <= 0f) {
        problems.add("input.scaling.std[" + index + "]", "expected a number above 0", value);
      }
    }
  }

  private void output(Output output) {
    List<String> labels = output.labels();
    List<String> positive = output.positiveLabels();
    if (labels == null) {
      withoutLabels(output.kind(), positive);
      return;
    }
    different("output.labels", labels);
    if (output.kind() == OutputKind.SIGMOID && labels.size() != 2) {
      countOf("output.labels", "expected 2 labels: index 0, then index 1", labels);
    }
    if (output.kind() == OutputKind.SOFTMAX && labels.size() < 2) {
      countOf("output.labels", "expected at least 2 labels", labels);
    }
    if (positive == null) {
      problems.add("output.positive_labels", "expected those labels that count as pneumonia", null);
    } else {
      positive(positive, labels, output.kind());
    }
  }

  private void withoutLabels(@Nullable OutputKind kind, @Nullable List<String> positive) {
    if (positive != null) {
      problems.add("output.labels", "expected all labels, beside positive_labels", null);
    } else if (kind == OutputKind.MULTI_SIGMOID) {
      problems.add("output.labels", "expected a label for each value of the network", null);
      problems.add("output.positive_labels", "expected those labels that count as pneumonia", null);
    }
  }

  private void positive(List<String> positive, List<String> labels, @Nullable OutputKind kind) {
    different("output.positive_labels", positive);
    for (int index = 0; index < positive.size(); index++) {
      if (positive.get(index) != null && !labels.contains(positive.get(index))) {
        problems.add(
            "output.positive_labels[" + index + "]",
            "expected one of the labels",
            positive.get(index));
      }
    }
    if (kind == OutputKind.SIGMOID && positive.size() != 1) {
      countOf("output.positive_labels", "expected 1 label", positive);
    }
    if (kind == OutputKind.SOFTMAX && positive.size() >= labels.size()) {
      countOf("output.positive_labels", "expected fewer than all labels", positive);
    }
  }

  private void different(String path, List<String> names) {
    Set<String> seen = new HashSet<>();
    for (int index = 0; index < names.size(); index++) {
      if (names.get(index) != null && !seen.add(names.get(index))) {
        problems.add(path + "[" + index + "]", "expected a name not used before", names.get(index));
      }
    }
  }

  private void countOf(String path, String expected, List<String> names) {
    problems.addText(path, expected + ", found " + names.size());
  }

  private void band(Band band, double threshold) {
    if (band.low() != null && band.low() > threshold) {
      problems.add("uncertain_band.low", "expected at most the threshold " + threshold, band.low());
    }
    if (band.high() != null && band.high() < threshold) {
      problems.add(
          "uncertain_band.high", "expected at least the threshold " + threshold, band.high());
    }
  }

  private void interval(String path, Interval ends) {
    if (ends.low() != null && ends.high() != null && ends.low() > ends.high()) {
      problems.add(path + ".low", "expected at most the high end " + ends.high(), ends.low());
    }
  }
}
