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
final class QueryParameters {

  private final MultivaluedMap<String, String> query;
  private final FieldCheck check = new FieldCheck();

  QueryParameters(MultivaluedMap<String, String> query) {
    this.query = query;
  }

  @Nullable String text(String name) {
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

  @Nullable Integer number(String name) {
    return parse(name, "a whole number", Integer::valueOf);
  }

  private @Nullable Double percentage(String name) {
    return parse(name, "a number from 0 to 100", value -> new BigDecimal(value).doubleValue());
  }

  @Nullable LocalDate day(String name) {
    return parse(name, "a day such as 2026-01-31", LocalDate::parse);
  }

  <E extends Enum<E>> @Nullable E choice(String name, Class<E> type) {
    String known =
        Arrays.stream(type.getEnumConstants()).map(Enum::name).collect(Collectors.joining(", "));
    return parse(
        name, "one of " + known, value -> Enum.valueOf(type, value.toUpperCase(Locale.ROOT)));
  }

  DiagnosisFilter filter() {
    @Nullable Finding finding = choice("predicted_class", Finding.class);
    @Nullable Double least = percentage("confidence_min");
    @Nullable Double most = percentage("confidence_max");
    @Nullable LocalDate from = day("date_from");
    @Nullable LocalDate to = day("date_to");
    done();
    return new DiagnosisFilter(finding, least, most, from, to, text("search"), null);
  }

  DiagnosisOrder order() {
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

  /** Throws if any parameter was wrong. */
  void done() {
    check.done();
  }
}
