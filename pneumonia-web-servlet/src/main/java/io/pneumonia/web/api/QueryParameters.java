package io.pneumonia.web.api;

import io.pneumonia.decision.Finding;
import io.pneumonia.error.ErrorCode;
import io.pneumonia.persistence.diagnoses.DiagnosisFilter;
import io.pneumonia.persistence.diagnoses.DiagnosisOrder;
import io.pneumonia.persistence.request.FieldCheck;
import io.pneumonia.persistence.request.PageRequest;
import jakarta.ws.rs.core.MultivaluedMap;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The query of a request, every wrong parameter of which is told at once. */
public final class QueryParameters {

  private final MultivaluedMap<String, String> query;
  private final FieldCheck check = new FieldCheck();

  /**
   * Reads a query.
   *
   * @param query names with their values, of which the first counts
   */
  public QueryParameters(MultivaluedMap<String, String> query) {
    this.query = query;
  }

  /**
   * A text.
   *
   * @param name the parameter
   * @return the text without surrounding blanks, or null where it is blank or missing
   */
  public @Nullable String text(String name) {
    @Nullable String value = query.getFirst(name);
    return value == null || value.isBlank() ? null : value.strip();
  }

  private <T> @Nullable T parse(String name, String expected, Function<String, T> parser) {
    @Nullable String value = text(name);
    if (value == null) {
      return null;
    }
    try {
      return parser.apply(value);
    } catch (IllegalArgumentException | DateTimeParseException e) {
      check.add(name, ErrorCode.FIELD_INVALID, "Expected " + expected + ", found " + value + ".");
      return null;
    }
  }

  @Nullable Long id(String name) {
    return parse(name, "the number of an account", Long::valueOf);
  }

  /**
   * Yes or no.
   *
   * @param name the parameter
   * @return the answer, or null where it is missing or wrong
   */
  public @Nullable Boolean flag(String name) {
    @Nullable String value = text(name);
    if (value != null && !value.equals("true") && !value.equals("false")) {
      check.add(name, ErrorCode.FIELD_INVALID, "Expected true or false, found " + value + ".");
    }
    return value == null ? null : Boolean.valueOf(value);
  }

  /**
   * A whole number.
   *
   * @param name the parameter
   * @return the number, or null where it is missing or wrong
   */
  public @Nullable Integer number(String name) {
    return parse(name, "a whole number", Integer::valueOf);
  }

  private @Nullable Double percentage(String name) {
    return parse(name, "a number from 0 to 100", value -> new BigDecimal(value).doubleValue());
  }

  /**
   * A day.
   *
   * @param name the parameter
   * @return the day, or null where it is missing or wrong
   */
  public @Nullable LocalDate day(String name) {
    return parse(name, "a day such as 2026-01-31", LocalDate::parse);
  }

  /**
   * One of several.
   *
   * @param name the parameter
   * @param type what may be chosen, whatever the case
   * @param <E> the same
   * @return the choice, or null where it is missing or wrong
   */
  public <E extends Enum<E>> @Nullable E choice(String name, Class<E> type) {
    String known =
        Arrays.stream(type.getEnumConstants()).map(Enum::name).collect(Collectors.joining(", "));
    return parse(
        name, "one of " + known, value -> Enum.valueOf(type, value.toUpperCase(Locale.ROOT)));
  }

  /**
   * Which results to list.
   *
   * @return the filter
   * @throws io.pneumonia.error.RequestRejected with every parameter that is wrong
   */
  public DiagnosisFilter filter() {
    @Nullable Finding finding = choice("predicted_class", Finding.class);
    @Nullable Double least = percentage("confidence_min");
    @Nullable Double most = percentage("confidence_max");
    @Nullable LocalDate from = day("date_from");
    @Nullable LocalDate to = day("date_to");
    @Nullable Long owner = id("owner");
    done();
    return new DiagnosisFilter(finding, least, most, from, to, text("search"), owner);
  }

  /**
   * In which order to list them.
   *
   * @return the order, the latest first where none is named
   * @throws io.pneumonia.error.RequestRejected if there is none of that name
   */
  public DiagnosisOrder order() {
    @Nullable String ordering = text("ordering");
    return ordering == null ? DiagnosisOrder.LATEST_FIRST : DiagnosisOrder.parse(ordering);
  }

  PageRequest page() {
    @Nullable Integer page = number("page");
    @Nullable Integer size = number("page_size");
    done();
    PageRequest usual = PageRequest.FIRST;
    return new PageRequest(
        page == null ? usual.number() : page, size == null ? usual.size() : size);
  }

  /**
   * Ends reading.
   *
   * @throws io.pneumonia.error.RequestRejected with every parameter that was wrong
   */
  public void done() {
    check.done();
  }
}
