package io.pneumonia.web.server;

import io.pneumonia.web.api.ApiConfiguration;
import io.pneumonia.web.application.Application;
import io.pneumonia.web.operation.Metrics;
import io.pneumonia.web.operation.RequestFilter;
import io.pneumonia.web.security.CsrfTokens;
import io.pneumonia.web.security.ForwardedFilter;
import io.pneumonia.web.security.SecurityFilters;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.MultipartConfigElement;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import java.util.EnumSet;
import org.glassfish.jersey.servlet.ServletContainer;

/** Puts filters and resources of an application into a servlet context. */
final class WebInitializer {

  /** More than a request may have, so that no part of one is ever written to the disk. */
  private static final int IN_MEMORY = 64 << 20;

  private static final long MAX_REQUEST = 20L << 20;

  private final Application application;
  private final Metrics metrics;

  WebInitializer(Application application, Metrics metrics) {
    this.application = application;
    this.metrics = metrics;
  }

  void initialize(ServletContext context) {
    CsrfTokens csrf = new CsrfTokens(application.secretKey());
    filter(
        context,
        "forwarded",
        new ForwardedFilter(application.configuration().exposure().trustedProxies()));
    filter(context, "requests", new RequestFilter(metrics));
    SecurityFilters.register(context, application, csrf);
    ServletRegistration.Dynamic api =
        context.addServlet(
            "api", new ServletContainer(new ApiConfiguration(application, metrics, csrf)));
    api.addMapping("/*");
    api.setLoadOnStartup(1);
    api.setMultipartConfig(new MultipartConfigElement("", MAX_REQUEST, MAX_REQUEST, IN_MEMORY));
    context.addServlet("media", new MediaServlet(application.records())).addMapping("/media/*");
  }

  private static void filter(ServletContext context, String name, jakarta.servlet.Filter filter) {
    context
        .addFilter(name, filter)
        .addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), true, "/*");
  }
}
