package io.pneumonia.web.page;

import io.pneumonia.error.FieldProblem;
import io.pneumonia.error.RequestRejected;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A form as it is shown: what was typed, and what is wrong with it. Passwords are not shown again.
 *
 * @param values what was typed, by field
 * @param errors what is wrong, by field
 * @param summary what is wrong with no field in particular, or null
 */
public record FormState(
    Map<String, String> values, Map<String, List<String>> errors, @Nullable String summary) {

  /** Nothing was typed yet. */
  public static final FormState EMPTY = new FormState(Map.of(), Map.of(), null);

  /** Copies the maps. */
  public FormState {
    values = Map.copyOf(values);
    errors = Map.copyOf(errors);
  }

  static FormState of(Map<String, String> values) {
    return new FormState(values, Map.of(), null);
  }

  /** The same with what was refused about it. */
  FormState refused(RequestRejected refusal) {
    Map<String, List<String>> problems =
        refusal.problems().stream()
            .collect(
                Collectors.groupingBy(
                    FieldProblem::field,
                    Collectors.mapping(FieldProblem::message, Collectors.toList())));
    String said = refusal.problems().isEmpty() ? refusal.getMessage() : null;
    return new FormState(values, problems, said);
  }

  /**
   * What was typed into a field.
   *
   * @param field its name
   * @return the text, empty if nothing was
   */
  public String value(String field) {
    return values.getOrDefault(field, "");
  }

  /**
   * What is wrong with a field.
   *
   * @param field its name
   * @return sentences; none if it is right
   */
  public List<String> errors(String field) {
    return errors.getOrDefault(field, List.of());
  }

  /**
   * Whether anything is wrong.
   *
   * @return true if so
   */
  public boolean isRefused() {
    return summary != null || !errors.isEmpty();
  }
}
