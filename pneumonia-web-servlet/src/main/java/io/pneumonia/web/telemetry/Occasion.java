package io.pneumonia.web.telemetry;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * When an error happened, in words that say nothing about a person.
 *
 * @param tags names and values of a few letters
 */
public record Occasion(Map<String, String> tags) {

  /** What this server and proxies make of random numbers. A client may name a request otherwise. */
  private static final Pattern RANDOM_ID = Pattern.compile("[0-9a-f]{16,32}");

  /** Copies the map. */
  public Occasion {
    tags = Map.copyOf(tags);
  }

  /**
   * A request that failed.
   *
   * @param method such as {@code POST}, one that is known
   * @param route the pattern of its path, such as {@code /api/images/{id}}
   * @param status what it was answered
   * @param id its name in the log, which is passed on only where it is a random number
   * @return the occasion
   */
  public static Occasion ofRequest(String method, String route, int status, @Nullable String id) {
    Map<String, String> tags = new LinkedHashMap<>();
    tags.put("method", method);
    tags.put("route", route);
    tags.put("status", Integer.toString(status));
    if (id != null && RANDOM_ID.matcher(id).matches()) {
      tags.put("request", id);
    }
    return new Occasion(tags);
  }

  /**
   * Something that a server does by itself.
   *
   * @param task what, such as {@code nightly}
   * @return the occasion
   */
  public static Occasion ofTask(String task) {
    return new Occasion(Map.of("task", task));
  }
}
