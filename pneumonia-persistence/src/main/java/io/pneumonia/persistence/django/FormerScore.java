package io.pneumonia.persistence.django;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pneumonia.decision.Decision;
import io.pneumonia.decision.Finding;
import io.pneumonia.decision.Probability;
import io.pneumonia.decision.Threshold;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The score of a Django result. Label and confidence are right: the score is the confidence where
 * the label is PNEUMONIA, and its complement where it is NORMAL. The raw predictions beside them
 * have their two classes swapped where the label is NORMAL, so they only serve to tell that.
 */
final class FormerScore {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final double SAME = 1e-6;

  private FormerScore() {}

  /** The decision at 0.5, or nothing where label and confidence contradict each other. */
  static Optional<Decision> decision(DjangoSource.Result result) {
    double confidence = result.confidence();
    Optional<Finding> finding = finding(result.label());
    if (finding.isEmpty() || !(confidence >= 0 && confidence <= 1)) {
      return Optional.empty();
    }
    double score = finding.get() == Finding.PNEUMONIA ? confidence : 1 - confidence;
    Decision decision = Decision.of(new Probability(score), Threshold.DEFAULT);
    return decision.finding() == finding.get() ? Optional.of(decision) : Optional.empty();
  }

  private static Optional<Finding> finding(String label) {
    return switch (label.strip().toUpperCase(java.util.Locale.ROOT)) {
      case "PNEUMONIA" -> Optional.of(Finding.PNEUMONIA);
      case "NORMAL" -> Optional.of(Finding.NORMAL);
      default -> Optional.empty();
    };
  }

  /** Whether the raw predictions say the complement of the score. */
  static boolean isSwapped(DjangoSource.Result result, double score) {
    OptionalDouble raw = raw(result.rawPredictions() == null ? "" : result.rawPredictions());
    return raw.isPresent()
        && Math.abs(raw.getAsDouble() - score) > SAME
        && Math.abs(1 - raw.getAsDouble() - score) <= SAME;
  }

  private static OptionalDouble raw(String text) {
    try {
      JsonNode json = JSON.readTree(text);
      return switch (json.getNodeType()) {
        case NUMBER -> OptionalDouble.of(json.doubleValue());
        case ARRAY -> number(json.path(json.size() - 1));
        case OBJECT ->
            json.properties().stream()
                .filter(entry -> isPneumonia(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .map(FormerScore::number)
                .orElse(OptionalDouble.empty());
        default -> OptionalDouble.empty();
      };
    } catch (JsonProcessingException e) {
      return OptionalDouble.empty();
    }
  }

  private static boolean isPneumonia(String key) {
    return key.equalsIgnoreCase("PNEUMONIA") || key.equalsIgnoreCase("raw_score");
  }

  private static OptionalDouble number(JsonNode value) {
    return value.isNumber() ? OptionalDouble.of(value.doubleValue()) : OptionalDouble.empty();
  }
}
