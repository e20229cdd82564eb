package io.pneumonia.error;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What was asked of the records is not possible or not allowed: whoever asked can ask otherwise.
 */
public final class RequestRejected extends PneumoniaException {

  private static final long serialVersionUID = 1L;

  private final List<FieldProblem> problems;
  private final @Nullable Duration retryAfter;

  /**
   * Creates the error without fields.
   *
   * @param code what went wrong
   * @param message one sentence: what was asked for, what was found, what was expected
   */
  public RequestRejected(ErrorCode code, String message) {
    this(code, message, List.of(), null);
  }

  private RequestRejected(
      ErrorCode code, String message, List<FieldProblem> problems, @Nullable Duration retryAfter) {
    super(code, message, null);
    this.problems = List.copyOf(problems);
    this.retryAfter = retryAfter;
  }

  /**
   * The error of fields that cannot be accepted. Its code is the problems' where all agree, else
   * {@link ErrorCode#FIELD_INVALID}.
   *
   * @param problems at least one
   * @return the error
   */
  public static RequestRejected ofFields(List<FieldProblem> problems) {
    if (problems.isEmpty()) {
      throw new IllegalArgumentException("problems: expected at least one, found none");
    }
    List<ErrorCode> codes = problems.stream().map(FieldProblem::code).distinct().toList();
    ErrorCode code = codes.size() == 1 ? codes.get(0) : ErrorCode.FIELD_INVALID;
    String message =
        problems.stream()
            .map(problem -> problem.field() + ": " + problem.message())
            .collect(Collectors.joining(" "));
    return new RequestRejected(code, message, problems, null);
  }

  /**
   * The error of one field.
   *
   * @param field the field's name, as in the REST API
   * @param code what is wrong
   * @param message one sentence for whoever filled the field in
   * @return the error
   */
  public static RequestRejected ofField(String field, ErrorCode code, String message) {
    return ofFields(List.of(new FieldProblem(field, code, message)));
  }

  /**
   * The error of somebody who tried too often.
   *
   * @param wait how long until the next attempt is looked at
   * @return the error, {@link ErrorCode#TOO_MANY_ATTEMPTS}
   */
  public static RequestRejected tooManyAttempts(Duration wait) {
    return new RequestRejected(
        ErrorCode.TOO_MANY_ATTEMPTS,
        "Too many failed attempts. Try again in " + Math.max(1, wait.toSeconds()) + " seconds.",
        List.of(),
        wait);
  }

  /**
   * What is wrong with which field.
   *
   * @return the problems, in the order of the fields; empty where no field is to blame
   */
  public List<FieldProblem> problems() {
    return problems;
  }

  /**
   * How long to wait before trying again.
   *
   * @return the time, where waiting helps
   */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }
}
