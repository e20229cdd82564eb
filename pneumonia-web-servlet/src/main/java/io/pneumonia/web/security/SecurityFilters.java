package io.pneumonia.web.security;

import io.pneumonia.web.application.Application;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletContext;
import java.util.EnumSet;

/** The filters before every resource, in their order. */
public final class SecurityFilters {

  private SecurityFilters() {}

  /**
   * Puts the filters in place.
   *
   * @param context where to
   * @param application who may ask, and from where
   * @param csrf what browsers must show
   */
  public static void register(ServletContext context, Application application, CsrfTokens csrf) {
    add(context, "headers", new HeaderFilter(application.configuration()));
    add(context, "hosts", new HostFilter(application.configuration()));
    add(context, "cors", new CorsFilter(application.configuration()));
    add(context, "authentication", new AuthenticationFilter(application.records(), csrf));
  }

  private static void add(ServletContext context, String name, Filter filter) {
    context
        .addFilter(name, filter)
        .addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), true, "/*");
  }
}
