package io.pneumonia.persistence.request;

import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.FieldProblem;
import io.pneumonia.error.RequestRejected;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects everything that is wrong with a request's fields, to say it at once. */
public final class FieldCheck {

  private final List<FieldProblem> problems = new ArrayList<>();

  /** Starts without problems. */
  public FieldCheck() {}

  /**
   * Notes a problem.
   *
   * @param field the field's name, as in the REST API
   * @param code what is wrong
   * @param message one sentence for whoever filled the field in
   */
  public void add(String field, ErrorCode code, String message) {
    problems.add(new FieldProblem(field, code, message));
  }

  /**
   * Notes an invalid field unless a condition holds.
   *
   * @param valid the condition
   * @param field the field's name, as in the REST API
   * @param message one sentence for whoever filled the field in
   */
  public void require(boolean valid, String field, String message) {
    if (!valid) {
      add(field, ErrorCode.FIELD_INVALID, message);
    }
  }

  /**
   * Checks a line of text: its length, and that nothing in it is a control character.
   *
   * @param text the text
   * @param field the field's name, as in the REST API
   * @param maxLength in code points
   */
  public void requireLine(String text, String field, int maxLength) {
    requireLength(text, field, maxLength);
    require(
        text.codePoints().noneMatch(Character::isISOControl),
        field,
        "Line breaks and control characters are not allowed.");
  }

  /**
   * Checks a text of several lines: its length, and that line breaks and tabs are the only control
   * characters.
   *
   * @param text the text
   * @param field the field's name, as in the REST API
   * @param maxLength in code points
   */
  public void requireText(String text, String field, int maxLength) {
    requireLength(text, field, maxLength);
    require(
        text.codePoints().noneMatch(c -> Character.isISOControl(c) && "\r\n\t".indexOf(c) < 0),
        field,
        "Control characters are not allowed.");
  }

  /**
   * Checks a day that a list begins or ends with.
   *
   * @param day the day, or null for none
   * @param field the field's name, as in the REST API
   */
  public void requireDay(@Nullable LocalDate day, String field) {
    require(
        day == null || (day.getYear() >= 1 && day.getYear() <= 9999),
        field,
        "Expected a day of the years 1 to 9999, found " + day + ".");
  }

  private void requireLength(String text, String field, int maxLength) {
    int length = text.codePointCount(0, text.length());
    require(
        length <= maxLength,
        field,
        "Expected at most " + maxLength + " characters, found " + length + ".");
  }

  /**
   * Ends the check.
   *
   * @throws RequestRejected with every problem, if there are any
   */
  public void done() {
    if (!problems.isEmpty()) {
      throw RequestRejected.ofFields(problems);
    }
  }
}
