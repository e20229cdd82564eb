package io.pneumonia.error;

import java.io.Serializable;
import java.util.Objects;

/**
 * What is wrong with one field of a request.
 *
 * @param field the field's name, as in the REST API: {@code password_confirm} for instance
 * @param code the stable name of what is wrong
 * @param message one sentence for whoever filled the field in
 */
public record FieldProblem(String field, ErrorCode code, String message) implements Serializable {

  private static final long serialVersionUID = 1L;

  /** Refuses missing values. */
  public FieldProblem {
    Objects.requireNonNull(field, "field");
    Objects.requireNonNull(code, "code");
    Objects.requireNonNull(message, "message");
  }
}
