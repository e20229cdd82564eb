package io.pneumonia.web.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.pneumonia.error.FieldProblem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An error answer.
 *
 * @param error a few words; absent for 401, 404 and 405
 * @param detail one sentence
 * @param fields what is wrong with which field; absent where no field is to blame
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ErrorJson(
    @Nullable String error, String detail, @Nullable Map<String, List<String>> fields) {

  static final ErrorJson NOT_FOUND = ErrorJson.detail("Not found.");

  static ErrorJson detail(String detail) {
    return new ErrorJson(null, detail, null);
  }

  static ErrorJson of(String error, String detail) {
    return new ErrorJson(error, detail, null);
  }

  static ErrorJson ofFields(List<FieldProblem> problems) {
    String detail =
        problems.stream().map(FieldProblem::message).distinct().collect(Collectors.joining(" "));
    Map<String, List<String>> fields =
        problems.stream()
            .collect(
                Collectors.groupingBy(
                    FieldProblem::field,
                    LinkedHashMap::new,
                    Collectors.mapping(FieldProblem::message, Collectors.toList())));
    return new ErrorJson("Validation failed", detail, fields);
  }
}
