package io.pneumonia.web.server;

import io.pneumonia.web.api.ApiConfiguration;
import io.pneumonia.web.application.Application;
import io.pneumonia.web.operation.Metrics;
import io.pneumonia.web.operation.RequestFilter;
import io.pneumonia.web.page.Pages;
import io.pneumonia.web.security.CsrfTokens;
import io.pneumonia.web.security.ForwardedFilter;
import io.pneumonia.web.security.SecurityFilters;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.MultipartConfigElement;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import org.glassfish.jersey.servlet.ServletContainer;

/** Puts filters and resources of an application into a servlet context. */
final class WebInitializer {

  private final Application application;
  private final Metrics metrics;

  WebInitializer(Application application, Metrics metrics) {
    this.application = application;
    this.metrics = metrics;
  }

  void initialize(ServletContext context) {
    CsrfTokens csrf = new CsrfTokens(application.secretKey());
    filters(csrf)
        .forEach(
            (name, filter) ->
                context
                    .addFilter(name, filter)
                    .addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), true, "/*"));
    ServletRegistration.Dynamic api =
        context.addServlet(
            "api", new ServletContainer(new ApiConfiguration(application, metrics, csrf)));
    api.addMapping("/*");
    api.setLoadOnStartup(1);
    // A part is written to the disk if it is larger than the last figure, which none can be.
    int most = ApiConfiguration.MAX_REQUEST_BYTES;
    api.setMultipartConfig(new MultipartConfigElement("", most, most, most));
    Pages.addTo(context, application, metrics, csrf);
  }

  /** In their order. */
  private Map<String, Filter> filters(CsrfTokens csrf) {
    Map<String, Filter> filters = new LinkedHashMap<>();
    filters.put(
        "forwarded", new ForwardedFilter(application.configuration().exposure().trustedProxies()));
    filters.put("requests", new RequestFilter(metrics, application.telemetry()));
    filters.putAll(SecurityFilters.of(application, csrf));
    return filters;
  }
}
