package io.pneumonia.web.api;

import io.pneumonia.web.operation.Metrics;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.Context;
import java.util.Collections;
import java.util.stream.Collectors;
import org.glassfish.jersey.server.ExtendedUriInfo;
import org.glassfish.jersey.uri.UriTemplate;

/** Tells the metrics which route a request took. */
final class RouteName implements ContainerRequestFilter {

  @Context
  @SuppressWarnings("NullAway.Init")
  private HttpServletRequest request;

  @Override
  public void filter(ContainerRequestContext context) {
    if (context.getUriInfo() instanceof ExtendedUriInfo matched) {
      String pattern =
          matched.getMatchedTemplates().stream()
              .map(UriTemplate::getTemplate)
              .collect(
                  Collectors.collectingAndThen(
                      Collectors.toList(),
                      parts -> {
                        Collections.reverse(parts);
                        return String.join("", parts);
                      }));
      Metrics.route(request, pattern.replaceAll("/{2,}", "/"));
    }
  }
}
