package io.pneumonia.web.server;

import io.pneumonia.web.application.Application;
import io.pneumonia.web.configuration.InvalidConfiguration;
import io.pneumonia.web.configuration.ServerConfiguration;
import io.pneumonia.web.configuration.ServerConfiguration.Capacity;
import io.pneumonia.web.configuration.ServerConfiguration.Listen;
import io.pneumonia.web.operation.Metrics;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The application in an embedded Jetty. Closing it lets running requests end. */
public final class PneumoniaServer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(PneumoniaServer.class);
  private static final int MAX_THREADS = 200;

  /** What is left for the requests that do not wait for the model. */
  private static final int OTHER_THREADS = 64;

  private static final int MAX_HEADER_BYTES = 16 << 10;
  private static final long IDLE_MILLIS = 30_000;

  private final Application application;
  private final Metrics metrics;
  private final Server server;
  private final ServerConnector connector;

  private PneumoniaServer(Application application) {
    this.application = application;
    this.metrics = new Metrics(application);
    QueuedThreadPool threads = new QueuedThreadPool(threads(application));
    threads.setName("http");
    this.server = new Server(threads);
    this.connector = connector(server, application.configuration().listen());
    server.addConnector(connector);
    server.setHandler(
        new GracefulHandler(new ClientConnector.Presence(context(application, metrics))));
    server.setErrorHandler(new JsonErrorHandler());
    server.setStopTimeout(application.configuration().shutdownGrace().toMillis());
  }

  /**
   * Opens everything and listens.
   *
   * @param configuration what was set
   * @return the server, which answers; to be closed by the caller
   * @throws InvalidConfiguration if it cannot listen where it should
   * @throws io.pneumonia.error.PneumoniaException if records or model cannot be used
   */
  public static PneumoniaServer start(ServerConfiguration configuration) {
    return start(configuration, Clock.systemUTC());
  }

  /**
   * Opens everything and listens, as {@link #start(ServerConfiguration)}.
   *
   * @param configuration what was set
   * @param clock tells the time
   * @return the server, which answers; to be closed by the caller
   */
  public static PneumoniaServer start(ServerConfiguration configuration, Clock clock) {
    Application application = Application.open(configuration, clock);
    PneumoniaServer server = new PneumoniaServer(application);
    try {
      server.server.start();
      return server;
    } catch (Exception e) {
      server.close();
      throw e instanceof IOException ? cannotListen(configuration.listen(), e) : failed(e);
    }
  }

  private static InvalidConfiguration cannotListen(Listen listen, Exception e) {
    return new InvalidConfiguration(
        "port: expected one that is free on %s, found %d in use or forbidden (%s)"
            .formatted(listen.host(), listen.port(), e.getMessage()));
  }

  private static RuntimeException failed(Exception e) {
    return e instanceof RuntimeException runtime ? runtime : new IllegalStateException(e);
  }

  /** Each request that waits for the model has a thread. */
  private static int threads(Application application) {
    Capacity capacity = application.configuration().capacity();
    return Math.max(MAX_THREADS, capacity.queue() + capacity.workers() + OTHER_THREADS);
  }

  private static ServerConnector connector(Server server, Listen listen) {
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setSendXPoweredBy(false);
    http.setRequestHeaderSize(MAX_HEADER_BYTES);
    ServerConnector connector = new ClientConnector(server, new HttpConnectionFactory(http));
    connector.setHost(listen.host());
    connector.setPort(listen.port());
    connector.setIdleTimeout(IDLE_MILLIS);
    return connector;
  }

  private static ServletContextHandler context(Application application, Metrics metrics) {
    ServletContextHandler context = new ServletContextHandler("/");
    WebInitializer initializer = new WebInitializer(application, metrics);
    context.addServletContainerInitializer(
        (classes, servletContext) -> initializer.initialize(servletContext));
    context.setErrorHandler(new JsonErrorHandler());
    return context;
  }

  /**
   * Where it listens.
   *
   * @return such as {@code http://127.0.0.1:8000/}
   */
  public URI address() {
    String host = application.configuration().listen().host();
    String shown = host.contains(":") ? "[" + host + "]" : host;
    return URI.create("http://" + shown + ":" + connector.getLocalPort() + "/");
  }

  /**
   * What it serves.
   *
   * @return the open application
   */
  public Application application() {
    return application;
  }

  /** Refuses new requests, lets running ones end, and closes everything. */
  @Override
  public void close() {
    try {
      server.stop();
    } catch (TimeoutException e) {
      LOG.warn(
          "requests that took longer than shutdown-grace, {}, were cut off",
          application.configuration().shutdownGrace());
    } catch (Exception e) {
      throw failed(e);
    } finally {
      metrics.close();
      application.close();
      LOG.info("stopped");
    }
  }
}
