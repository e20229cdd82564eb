package io.pneumonia.web.server;

import io.pneumonia.web.application.Application;
import io.pneumonia.web.configuration.ConfigurationSources;
import io.pneumonia.web.configuration.ServerConfiguration;
import io.pneumonia.web.operation.Metrics;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The application in a container that somebody else starts. Settings come from the environment and
 * from {@code pneumonia.properties} in the container's working folder; host and port are the
 * container's.
 */
public final class ContainerListener implements ServletContextListener {

  private @Nullable Application application;
  private @Nullable Metrics metrics;

  /** For the container, which names it in {@code web.xml}. */
  public ContainerListener() {}

  /** Opens everything; what stops that stops the start of the context, and the log says why. */
  @Override
  public void contextInitialized(ServletContextEvent event) {
    ServerConfiguration configuration = ConfigurationSources.read(null, System.getenv(), Map.of());
    application = Application.open(configuration);
    metrics = new Metrics(application);
    new WebInitializer(application, metrics).initialize(event.getServletContext());
  }

  /** Closes what was opened. */
  @Override
  public void contextDestroyed(ServletContextEvent event) {
    if (metrics != null) {
      metrics.close();
    }
    if (application != null) {
      application.close();
    }
  }
}
