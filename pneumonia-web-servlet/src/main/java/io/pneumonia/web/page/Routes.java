package io.pneumonia.web.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Which page answers at which path. A path without its last slash is the same. */
final class Routes {

  private static final String ID = "{id}";

  private final List<Route> routes = new ArrayList<>();

  /**
   * A path and its page.
   *
   * @param template such as {@code /results/{id}/}
   */
  private record Route(String template, Pattern pattern, Page page) {}

  /**
   * A page that was found.
   *
   * @param template its path, for the metrics
   * @param page the page
   * @param id the number in the path, or -1
   */
  record Found(String template, Page page, long id) {}

  Routes add(String template, Page page) {
    int id = template.indexOf(ID);
    String pattern =
        id < 0
            ? Pattern.quote(template)
            : Pattern.quote(template.substring(0, id))
                + "(\\d{1,18})"
                + Pattern.quote(template.substring(id + ID.length()));
    routes.add(new Route(template, Pattern.compile(pattern), page));
    return this;
  }

  Routes addAll(Routes others) {
    routes.addAll(others.routes);
    return this;
  }

  Optional<Found> find(String path) {
    for (Route route : routes) {
      Matcher matcher = route.pattern().matcher(path);
      if (matcher.matches()) {
        long id = matcher.groupCount() == 0 ? -1 : Long.parseLong(matcher.group(1));
        return Optional.of(new Found(route.template(), route.page(), id));
      }
    }
    return Optional.empty();
  }

  /** All paths, such as {@code /results/{id}/}. */
  Stream<String> templates() {
    return routes.stream().map(Route::template);
  }

  /** Servlet mappings of all paths: the root exactly, and everything below first folders. */
  String[] mappings() {
    return routes.stream()
        .map(route -> route.template().split("/", 3)[1])
        .distinct()
        .map(folder -> folder.isEmpty() ? "" : "/" + folder + "/*")
        .toArray(String[]::new);
  }
}
