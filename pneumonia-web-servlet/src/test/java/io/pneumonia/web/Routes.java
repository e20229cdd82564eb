package io.pneumonia.web;

import io.pneumonia.web.api.ApiConfiguration;
import io.pneumonia.web.application.Application;
import io.pneumonia.web.operation.Metrics;
import io.pneumonia.web.security.CsrfTokens;
import java.util.Set;
import java.util.TreeSet;
import org.glassfish.jersey.server.model.Resource;

/** The routes of the API as the server itself matches them. */
final class Routes {

  private Routes() {}

  /** Each as a method and a path without variables' patterns and without a slash at the end. */
  static Set<String> of(Application application) {
    Set<String> routes = new TreeSet<>();
    try (Metrics metrics = new Metrics(application)) {
      new ApiConfiguration(application, metrics, new CsrfTokens(application.secretKey()))
          .getClasses().stream()
              .map(Resource::from)
              .filter(resource -> resource != null)
              .forEach(resource -> add(resource, "", routes));
    }
    return routes;
  }

  private static void add(Resource resource, String before, Set<String> routes) {
    String path =
        (before + "/" + resource.getPath())
            .replaceAll("\\{\\s*(\\w+)\\s*:(?:[^{}]|\\{[^{}]*})*}", "{$1}")
            .replaceAll("/{2,}", "/");
    resource
        .getAllMethods()
        .forEach(method -> routes.add(withoutSlash(method.getHttpMethod() + " " + path)));
    resource.getChildResources().forEach(child -> add(child, path, routes));
  }

  static String withoutSlash(String route) {
    return route.replaceFirst("/$", "");
  }
}
