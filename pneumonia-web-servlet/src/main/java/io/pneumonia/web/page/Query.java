package io.pneumonia.web.page;

import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The query of a link: what was filtered by stays in it from page to page.
 *
 * @param values by their names, none of them blank
 */
public record Query(Map<String, String> values) {

  static final Query NONE = new Query(Map.of());

  /** Keeps the order and leaves blanks out. */
  public Query {
    Map<String, String> kept = new LinkedHashMap<>(values);
    kept.values().removeIf(String::isBlank);
    values = Collections.unmodifiableMap(kept);
  }

  static Query of(Visit visit, String... names) {
    return new Query(visit.texts(names));
  }

  /** Everything, as the API reads it. */
  static MultivaluedMap<String, String> all(Visit visit) {
    MultivaluedMap<String, String> all = new MultivaluedHashMap<>();
    visit.request().getParameterMap().forEach((name, given) -> all.put(name, Arrays.asList(given)));
    return all;
  }

  /**
   * Whether nothing is in it.
   *
   * @return true if so
   */
  public boolean isEmpty() {
    return values.isEmpty();
  }

  /**
   * The same with another value.
   *
   * @param name which
   * @param value blank to leave it out
   * @return the other query
   */
  public Query with(String name, String value) {
    Map<String, String> other = new LinkedHashMap<>(values);
    other.put(name, value);
    return new Query(other);
  }

  /**
   * A link.
   *
   * @param path from the root
   * @return the path with this query
   */
  public String on(String path) {
    return values.isEmpty()
        ? path
        : values.entrySet().stream()
            .map(entry -> entry.getKey() + "=" + encoded(entry.getValue()))
            .collect(Collectors.joining("&", path + "?", ""));
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
