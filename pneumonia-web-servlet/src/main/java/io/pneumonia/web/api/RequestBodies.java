package io.pneumonia.web.api;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.FieldProblem;
import io.pneumonia.error.RequestRejected;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import jakarta.validation.ValidatorFactory;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.hibernate.validator.messageinterpolation.ParameterMessageInterpolator;
import org.jspecify.annotations.Nullable;

/** Checks that bodies have their required fields, and reads forms as if they were JSON. */
final class RequestBodies {

  private final ObjectMapper json;
  private final Validator validator;

  RequestBodies(ObjectMapper json) {
    this.json = json;
    try (ValidatorFactory factory =
        Validation.byDefaultProvider()
            .configure()
            .messageInterpolator(new ParameterMessageInterpolator())
            .buildValidatorFactory()) {
      this.validator = factory.getValidator();
    }
  }

  /** The body, complete; or an error that names every field that is missing. */
  <T> T require(@Nullable T body) {
    if (body == null) {
      throw new BadRequestException();
    }
    List<FieldProblem> problems =
        validator.validate(body).stream()
            .map(RequestBodies::problem)
            .sorted(Comparator.comparing(FieldProblem::field))
            .toList();
    if (!problems.isEmpty()) {
      throw RequestRejected.ofFields(problems);
    }
    return body;
  }

  private static FieldProblem problem(ConstraintViolation<?> violation) {
    String field =
        violation
            .getPropertyPath()
            .toString()
            .replaceAll("([A-Z])", "_$1")
            .toLowerCase(Locale.ROOT);
    return new FieldProblem(field, ErrorCode.FIELD_INVALID, violation.getMessage());
  }

  <T> T require(MultivaluedMap<String, String> form, Class<T> type) {
    Map<String, String> fields = new HashMap<>();
    form.forEach((name, values) -> fields.put(name, first(values)));
    return require(json.convertValue(fields, type));
  }

  /** A field without so much as an equals sign has no value at all. */
  private static String first(List<@Nullable String> values) {
    return values.isEmpty() ? "" : Objects.requireNonNullElse(values.get(0), "");
  }
}
