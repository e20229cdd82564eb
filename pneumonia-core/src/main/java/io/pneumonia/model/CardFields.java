package io.pneumonia.model;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One object of a card. What is asked for is a known field; {@link #refuseUnknown()} then names the
 * others. A value of the wrong type is a problem and reads as null, in a list too, so that the
 * others keep their index.
 */
final class CardFields {

  private final String path;
  private final Map<?, ?> values;
  private final CardProblems problems;
  private final Set<String> known = new LinkedHashSet<>();

  CardFields(String path, Map<?, ?> values, CardProblems problems) {
    this.path = path;
    this.values = values;
    this.problems = problems;
  }

  @Nullable String text(String name) {
    return as(String.class, name, "expected text");
  }

  @Nullable Boolean flag(String name) {
    return as(Boolean.class, name, "expected true or false");
  }

  @Nullable Double number(String name) {
    Number number = as(Number.class, name, "expected a number");
    return number == null ? null : finite(at(name), number);
  }

  @Nullable Float single(String name) {
    Number number = as(Number.class, name, "expected a number");
    return number == null ? null : float32(at(name), number);
  }

  @Nullable Long whole(String name) {
    Number number = as(Number.class, name, "expected a whole number");
    if (number == null || number.doubleValue() == number.longValue()) {
      return number == null ? null : number.longValue();
    }
    problems.add(at(name), "expected a whole number", number);
    return null;
  }

  @Nullable LocalDate date(String name) {
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

  <E extends Enum<E>> @Nullable E choice(String name, Class<E> type) {
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

  <T> @Nullable T object(String name, Function<CardFields, T> reader) {
    Map<?, ?> object = as(Map.class, name, "expected an object");
    return object == null ? null : read(at(name), object, reader);
  }

  <T> List<@Nullable T> objects(String name, Function<CardFields, T> reader) {
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

  /** The texts of a list, or null if there is no such list. */
  @Nullable List<@Nullable String> texts(String name) {
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

  /** The numbers of a list, or null if there is no such list. */
  @Nullable List<@Nullable Float> singles(String name) {
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

  private <T> T read(String at, Map<?, ?> object, Function<CardFields, T> reader) {
    CardFields fields = new CardFields(at, object, problems);
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
