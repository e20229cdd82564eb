package io.pneumonia.persistence.settings;

import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.RequestRejected;
import java.util.List;
import java.util.function.Function;

/**
 * A setting with a type and a range. Unset, it is absent, and whoever reads it goes by what is in
 * force without it: the model's card for the threshold, the configured limits, no retention.
 *
 * @param <T> what its values are
 */
public final class Setting<T extends Comparable<T>> {

  /** The score from which a picture counts as pneumonia, instead of the card's: 0 to 1. */
  public static final Setting<Double> THRESHOLD =
      new Setting<>("threshold", Double::valueOf, 0.0, 1.0);

  /** After how many days results are deleted; unset, they are kept. */
  public static final Setting<Integer> RETENTION_DAYS =
      new Setting<>("retention_days", Integer::valueOf, 1, 36_500);

  /** How large a picture's file may be, in bytes: 1 KiB to 16 MiB. */
  public static final Setting<Integer> MAX_IMAGE_BYTES =
      new Setting<>("max_image_bytes", Integer::valueOf, 1 << 10, 16 << 20);

  /** How many pixels a picture may have. */
  public static final Setting<Integer> MAX_IMAGE_PIXELS =
      new Setting<>("max_image_pixels", Integer::valueOf, 1_000, 100_000_000);

  private final String name;
  private final Function<String, T> reader;
  private final T lowest;
  private final T highest;

  private Setting(String name, Function<String, T> reader, T lowest, T highest) {
    this.name = name;
    this.reader = reader;
    this.lowest = lowest;
    this.highest = highest;
  }

  /**
   * All settings there are.
   *
   * @return in the order to show them
   */
  public static List<Setting<?>> all() {
    return List.of(THRESHOLD, RETENTION_DAYS, MAX_IMAGE_BYTES, MAX_IMAGE_PIXELS);
  }

  /**
   * The name it is stored under, and the field's name in a request.
   *
   * @return the name
   */
  public String name() {
    return name;
  }

  /**
   * The lowest value it may have.
   *
   * @return the lower end of the range
   */
  public T lowest() {
    return lowest;
  }

  /**
   * The highest value it may have.
   *
   * @return the upper end of the range
   */
  public T highest() {
    return highest;
  }

  /**
   * Reads a value from text.
   *
   * @param text as somebody typed it
   * @return the value
   * @throws RequestRejected {@code FIELD_INVALID} if it is no number in the range
   */
  public T parse(String text) {
    try {
      return check(reader.apply(text.strip()));
    } catch (NumberFormatException e) {
      throw invalid(text);
    }
  }

  /** NaN is greater than everything for {@code Double.compareTo}, so it is refused too. */
  T check(T value) {
    if (value.compareTo(lowest) < 0 || value.compareTo(highest) > 0) {
      throw invalid(value.toString());
    }
    return value;
  }

  private RequestRejected invalid(String found) {
    return RequestRejected.ofField(
        name,
        ErrorCode.FIELD_INVALID,
        "Expected a number from " + lowest + " to " + highest + ", found " + found + ".");
  }

  @Override
  public String toString() {
    return name;
  }
}
