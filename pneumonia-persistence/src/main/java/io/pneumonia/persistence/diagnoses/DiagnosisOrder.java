package io.pneumonia.persistence.diagnoses;

import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.RequestRejected;
import io.pneumonia.persistence.database.Moments;
import io.pneumonia.persistence.request.Cursor;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The order of a list of results; the id decides between equal values.
 *
 * @param key what is compared
 * @param descending whether the largest or latest comes first
 */
public record DiagnosisOrder(Key key, boolean descending) {

  /** The latest result first. */
  public static final DiagnosisOrder LATEST_FIRST = new DiagnosisOrder(Key.CREATED_AT, true);

  /** What results can be ordered by. The lower-case names are those of the REST API. */
  public enum Key {
    /** When the result was recorded. */
    CREATED_AT,
    /** The confidence as it is shown. */
    CONFIDENCE,
    /** The network's score: what looks most like pneumonia. */
    RAW_SCORE;

    String column() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Reads an order as the REST API writes it.
   *
   * @param text a key's lower-case name, with a minus before it for descending order
   * @return the order
   * @throws RequestRejected {@code FIELD_INVALID} if it is none
   */
  public static DiagnosisOrder parse(String text) {
    boolean descending = text.startsWith("-");
    String name = descending ? text.substring(1) : text;
    return Arrays.stream(Key.values())
        .filter(key -> key.column().equals(name))
        .findFirst()
        .map(key -> new DiagnosisOrder(key, descending))
        .orElseThrow(() -> unknown(text));
  }

  private static RequestRejected unknown(String text) {
    String known = Arrays.stream(Key.values()).map(Key::column).collect(Collectors.joining(", "));
    return RequestRejected.ofField(
        "ordering",
        ErrorCode.FIELD_INVALID,
        "Expected one of " + known + ", with - before it to turn it round, found " + text + ".");
  }

  /** Behind the cursor in this order. */
  String comparison() {
    return descending ? "<" : ">";
  }

  /** Behind {@code ORDER BY}, of a table or its alias. */
  String sql(String table) {
    String direction = descending ? " DESC" : "";
    return "%1$s.%2$s%3$s, %1$s.id%3$s".formatted(table, key.column(), direction);
  }

  Cursor behind(Diagnosis diagnosis) {
    StoredResult result = diagnosis.result();
    String position =
        switch (key) {
          case CREATED_AT -> Long.toString(Moments.toMicros(result.createdAt()));
          case CONFIDENCE -> Double.toString(result.decision().confidence().rounded());
          case RAW_SCORE -> Double.toString(result.decision().rawScore().value());
        };
    return new Cursor(position, result.id());
  }

  /** The cursor's value with the column's type: comparing across types would pass by the index. */
  Object position(Cursor cursor) {
    if (key != Key.CREATED_AT) {
      return Double.valueOf(cursor.position());
    }
    try {
      return Long.valueOf(cursor.position());
    } catch (NumberFormatException e) {
      throw RequestRejected.ofField(
          "cursor", ErrorCode.FIELD_INVALID, "Expected a cursor of the same ordering.");
    }
  }
}
