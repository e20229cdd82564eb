package io.pneumonia.web.api;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.pneumonia.web.application.Application;
import io.pneumonia.web.operation.Metrics;
import io.pneumonia.web.security.CsrfTokens;
import java.util.List;
import java.util.Map;
import org.glassfish.jersey.inject.hk2.AbstractBinder;
import org.glassfish.jersey.jackson.JacksonFeature;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.server.ServerProperties;

/** All resources of the API, wired by hand: nothing is found by scanning. */
public final class ApiConfiguration extends ResourceConfig {

  /** The largest request that is read at all: a picture, its fields, and what separates them. */
  public static final int MAX_REQUEST_BYTES = 20 << 20;

  /** Every resource there is. */
  static final List<Class<?>> RESOURCES =
      List.of(
          AccountsResource.class,
          SessionResource.class,
          UsersResource.class,
          ImagesResource.class,
          ResultsResource.class,
          HistoryResource.class,
          ModelResource.class,
          MediaResource.class,
          HealthResource.class,
          MetricsResource.class,
          SchemaResource.class,
          DocsResource.class);

  /**
   * The API of an application.
   *
   * @param application what it works on
   * @param metrics what it counts in
   * @param csrf what browsers must show
   */
  public ApiConfiguration(Application application, Metrics metrics, CsrfTokens csrf) {
    ObjectMapper json = JsonFormat.mapper();
    RequestBodies bodies = new RequestBodies(json);
    addProperties(
        Map.of(
            ServerProperties.WADL_FEATURE_DISABLE, true,
            ServerProperties.BV_FEATURE_DISABLE, true,
            ServerProperties.PROCESSING_RESPONSE_ERRORS_ENABLED, true,
            ServerProperties.RESPONSE_SET_STATUS_OVER_SEND_ERROR, false));
    register(JacksonFeature.withoutExceptionMappers());
    register(new JsonFormat(json));
    register(new ErrorMapping());
    register(new AccessRule());
    register(new WellFormed());
    register(new BodyLimit());
    register(new RouteName());
    RESOURCES.forEach(this::register);
    register(
        new AbstractBinder() {
          @Override
          protected void configure() {
            bind(application).to(Application.class);
            bind(metrics).to(Metrics.class);
            bind(csrf).to(CsrfTokens.class);
            bind(bodies).to(RequestBodies.class);
          }
        });
  }
}
