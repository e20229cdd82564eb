package io.pneumonia.web.api;

import io.pneumonia.persistence.request.Page;
import io.pneumonia.web.security.Origin;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.UriBuilder;
import java.net.URI;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list.
 *
 * @param count of all pages together
 * @param next the absolute URL of the next page with the same query, or null
 * @param previous that of the page before, or null
 */
record PageJson<T>(long count, @Nullable URI next, @Nullable URI previous, List<T> results) {

  static <S, T> PageJson<T> of(Page<S> page, Function<S, T> view, HttpServletRequest request) {
    int number = page.request().number();
    return new PageJson<>(
        page.count(),
        page.hasNext() ? link(request, number + 1) : null,
        page.hasPrevious() ? link(request, number - 1) : null,
        page.items().stream().map(view).toList());
  }

  private static URI link(HttpServletRequest request, int number) {
    return UriBuilder.fromUri(Origin.of(request))
        .path(request.getRequestURI())
        .replaceQuery(request.getQueryString())
        .replaceQueryParam("page", number)
        .build();
  }
}
