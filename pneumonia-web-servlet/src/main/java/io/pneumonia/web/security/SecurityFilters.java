package io.pneumonia.web.security;

import io.pneumonia.web.application.Application;
import jakarta.servlet.Filter;
import java.util.LinkedHashMap;
import java.util.Map;

/** The filters before every resource, in their order. */
public final class SecurityFilters {

  private SecurityFilters() {}

  /**
   * The filters of an application.
   *
   * @param application who may ask, and from where
   * @param csrf what browsers must show
   * @return each by its name
   */
  public static Map<String, Filter> of(Application application, CsrfTokens csrf) {
    Map<String, Filter> filters = new LinkedHashMap<>();
    filters.put("headers", new HeaderFilter(application.configuration()));
    filters.put("hosts", new HostFilter(application.configuration()));
    filters.put("cors", new CorsFilter(application.configuration()));
    filters.put("authentication", new AuthenticationFilter(application.records(), csrf));
    return filters;
  }
}
