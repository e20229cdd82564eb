package io.pneumonia.json;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One object of a file. What is asked for is a known field; {@link #refuseUnknown()} then names the
 * others. A value of the wrong type is a problem and reads as null, in a list too, so that the
 * others keep their index.
 */
public final class JsonFields {

  private final String path;
  private final Map<?, ?> values;
  private final JsonProblems problems;
  private final Set<String> known = new LinkedHashSet<>();

  JsonFields(String path, Map<?, ?> values, JsonProblems problems) {
    this.path = path;
    this.values = values;
    this.problems = problems;
  }

  /**
   * A field that must not be missing.
   *
   * @param name of the field
   * @param reader reads it: {@code JsonFields::text}
   * @param otherwise stands in where it is missing or wrong, which is a problem then
   * @return the value
   */
  public <T> T required(
      String name, BiFunction<JsonFields, String, @Nullable T> reader, T otherwise) {
    T value = reader.apply(this, name);
    if (value == null) {
      problems.add(at(name), problems.expectedAt(at(name)), null);
      return otherwise;
    }
    return value;
  }

  /**
   * A text.
   *
   * @param name of the field
   * @return the text, or null if it is missing or wrong
   */
  public @Nullable String text(String name) {
    return as(String.class, name, "expected text");
  }

  /**
   * A truth value.
   *
   * @param name of the field
   * @return the value, or null if it is missing or wrong
   */
  public @Nullable Boolean flag(String name) {
    return as(Boolean.class, name, "expected true or false");
  }

  /**
   * A finite number.
   *
   * @param name of the field
   * @return the number, or null if it is missing or wrong
   */
  public @Nullable Double number(String name) {
    Number number = as(Number.class, name, "expected a number");
    return number == null ? null : finite(at(name), number);
  }

  /**
   * A number that a float32 can hold.
   *
   * @param name of the field
   * @return the number, or null if it is missing or wrong
   */
  public @Nullable Float single(String name) {
    Number number = as(Number.class, name, "expected a number");
    return number == null ? null : float32(at(name), number);
  }

  /**
   * A whole number.
   *
   * @param name of the field
   * @return the number, or null if it is missing or wrong
   */
  public @Nullable Long whole(String name) {
    Number number = as(Number.class, name, "expected a whole number");
    if (number == null || number.doubleValue() == number.longValue()) {
      return number == null ? null : number.longValue();
    }
    problems.add(at(name), "expected a whole number", number);
    return null;
  }

  /**
   * A date.
   *
   * @param name of the field
   * @return the date, or null if it is missing or wrong
   */
  public @Nullable LocalDate date(String name) {
    String text = text(name);
    if (text == null) {
      return null;
    }
    try {
      if (text.length() == 10) {
        return LocalDate.parse(text);
      }
    } catch (DateTimeException e) {
      // Told below, as is another length.
    }
    problems.add(at(name), "expected a date like 2026-11-22", text);
    return null;
  }

  /**
   * One of the constants of a type, by its {@link Names name}.
   *
   * @param name of the field
   * @param type an enum
   * @return the constant, or null if it is missing or wrong
   */
  public <E extends Enum<E>> @Nullable E choice(String name, Class<E> type) {
    List<String> choices = Names.of(type);
    String expected = "expected one of " + String.join(", ", choices);
    String text = as(String.class, name, expected);
    if (text == null) {
      return null;
    }
    int index = choices.indexOf(text);
    if (index >= 0) {
      return type.getEnumConstants()[index];
    }
    String nearest = meant(Names.nearest(text, choices));
    problems.addText(at(name), expected + ", found " + Found.quoted(text) + nearest);
    return null;
  }

  /**
   * An object inside this one.
   *
   * @param name of the field
   * @param reader asks for every field that is known there
   * @return what the reader made of it, or null if it is missing or wrong
   */
  public <T> @Nullable T object(String name, Function<JsonFields, T> reader) {
    Map<?, ?> object = as(Map.class, name, "expected an object");
    return object == null ? null : read(at(name), object, reader);
  }

  /**
   * A list of objects.
   *
   * @param name of the field
   * @param reader asks for every field that is known in each
   * @return what the reader made of them, null for one that is wrong; empty if there is no list
   */
  public <T> List<@Nullable T> objects(String name, Function<JsonFields, T> reader) {
    List<@Nullable T> objects = new ArrayList<>();
    eachOf(
        name,
        (element, value) -> {
          if (value instanceof Map<?, ?> object) {
            objects.add(read(element, object, reader));
          } else {
            objects.add(null);
            problems.add(element, "expected an object", value);
          }
        });
    return objects;
  }

  /**
   * A list of texts.
   *
   * @param name of the field
   * @return the texts, null for one that is wrong; or null if there is no such list
   */
  public @Nullable List<@Nullable String> texts(String name) {
    List<@Nullable String> texts = new ArrayList<>();
    boolean present =
        eachOf(
            name,
            (element, value) -> {
              if (value instanceof String text) {
                texts.add(text);
              } else {
                texts.add(null);
                problems.add(element, "expected text", value);
              }
            });
    return present ? texts : null;
  }

  /**
   * A list of numbers that a float32 can hold.
   *
   * @param name of the field
   * @return the numbers, null for one that is wrong; or null if there is no such list
   */
  public @Nullable List<@Nullable Float> singles(String name) {
    List<@Nullable Float> singles = new ArrayList<>();
    boolean present =
        eachOf(
            name,
            (element, value) -> {
              if (value instanceof Number number) {
                singles.add(float32(element, number));
              } else {
                singles.add(null);
                problems.add(element, "expected a number", value);
              }
            });
    return present ? singles : null;
  }

  void refuseUnknown() {
    for (Object key : values.keySet()) {
      String name = (String) key;
      if (!known.contains(name)) {
        Optional<String> nearest = Names.nearest(name, known);
        problems.addText(
            at(name.matches("[\\w-]{1,60}") ? name : Found.quoted(name)),
            nearest.isPresent()
                ? "unknown field" + meant(nearest)
                : "unknown field, expected one of " + String.join(", ", known));
      }
    }
  }

  private static String meant(Optional<String> nearest) {
    return nearest.map(name -> "; did you mean " + name + "?").orElse("");
  }

  private String at(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  private <T> @Nullable T as(Class<T> type, String name, String expected) {
    known.add(name);
    problems.asks(at(name), expected);
    Object value = values.get(name);
    if (value == null || type.isInstance(value)) {
      return type.cast(value);
    }
    problems.add(at(name), expected, value);
    return null;
  }

  private interface Element {
    void read(String path, Object value);
  }

  private boolean eachOf(String name, Element reader) {
    List<?> list = as(List.class, name, "expected a list");
    if (list == null) {
      return false;
    }
    int index = 0;
    for (Object value : list) {
      String element = at(name) + "[" + index++ + "]";
      problems.asks(element, "expected an element");
      reader.read(element, value);
    }
    return true;
  }

  private <T> T read(String at, Map<?, ?> object, Function<JsonFields, T> reader) {
    JsonFields fields = new JsonFields(at, object, problems);
    T value = reader.apply(fields);
    fields.refuseUnknown();
    return value;
  }

  private @Nullable Double finite(String at, Number number) {
    if (Double.isFinite(number.doubleValue())) {
      return number.doubleValue();
    }
    problems.addText(at, "expected a number that a double can hold, found one beyond");
    return null;
  }

  private @Nullable Float float32(String at, Number number) {
    float single = (float) number.doubleValue();
    if (Float.isFinite(single)) {
      return single;
    }
    problems.add(at, "expected a number that a float32 can hold", number);
    return null;
  }
}
