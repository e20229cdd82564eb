package io.pneumonia.web.api;

import io.pneumonia.web.application.Application;
import io.pneumonia.web.configuration.ServerConfiguration.Exposure;
import io.pneumonia.web.operation.Metrics;
import io.pneumonia.web.security.Caller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;

/** The metrics, for administrators and the networks that were named; nobody else learns of them. */
@Public
@Path("/metrics")
@Singleton
public final class MetricsResource {

  private final Metrics metrics;
  private final Exposure exposure;

  @Inject
  MetricsResource(Application application, Metrics metrics) {
    this.metrics = metrics;
    this.exposure = application.configuration().exposure();
  }

  @GET
  @Produces(MediaType.TEXT_PLAIN + ";version=0.0.4;charset=utf-8")
  @Operation(summary = "Counts and times for Prometheus.")
  @ApiResponse(
      responseCode = "200",
      description = "The format of Prometheus 0.0.4.",
      content = @Content(mediaType = MediaType.TEXT_PLAIN, schema = @Schema(type = "string")))
  @ApiResponse(
      responseCode = "404",
      description = "For everybody but administrators and the networks that were named.")
  public String scrape(@Context HttpServletRequest request) {
    boolean allowed =
        Caller.of(request).actor().administrator()
            || exposure.metricsNetworks().stream()
                .anyMatch(network -> network.contains(request.getRemoteAddr()));
    if (!allowed) {
      throw new NotFoundException();
    }
    return metrics.scrape();
  }
}
