package io.pneumonia.web.api;

import io.pneumonia.web.application.Application;
import io.pneumonia.web.application.Readiness;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;

/** Whether the server runs, and whether it can do its work. */
@Public
@Path("/health")
@Produces(MediaType.APPLICATION_JSON)
@Singleton
public final class HealthResource {

  private static final String VERSION = Application.version();

  private final Readiness readiness;

  @Inject
  HealthResource(Application application) {
    this.readiness = application.readiness();
  }

  /** A state in a word. */
  record HealthJson(String status, String version) {}

  /** A state, and that of each part. */
  record ReadyJson(String status, String version, Map<String, String> parts) {}

  @GET
  @Operation(summary = "Whether the server can do its work.")
  @ApiResponse(
      responseCode = "200",
      description = "It can.",
      content = @Content(schema = @Schema(implementation = HealthJson.class)))
  @ApiResponse(
      responseCode = "503",
      description = "It cannot.",
      content = @Content(schema = @Schema(implementation = HealthJson.class)))
  public Response health() {
    boolean ready = isReady(readiness.check());
    return Response.status(ready ? 200 : 503)
        .entity(new HealthJson(ready ? "healthy" : "unhealthy", VERSION))
        .build();
  }

  @GET
  @Path("/live")
  @Operation(summary = "Whether the server runs.")
  @ApiResponse(responseCode = "200", description = "It does.", useReturnTypeSchema = true)
  public HealthJson live() {
    return new HealthJson("healthy", VERSION);
  }

  @GET
  @Path("/ready")
  @Operation(summary = "Whether each part can do its work.")
  @ApiResponse(
      responseCode = "200",
      description = "All can.",
      content = @Content(schema = @Schema(implementation = ReadyJson.class)))
  @ApiResponse(
      responseCode = "503",
      description = "One cannot.",
      content = @Content(schema = @Schema(implementation = ReadyJson.class)))
  public Response ready() {
    Map<String, String> parts = readiness.check();
    boolean ready = isReady(parts);
    return Response.status(ready ? 200 : 503)
        .entity(new ReadyJson(ready ? "healthy" : "unhealthy", VERSION, parts))
        .build();
  }

  private static boolean isReady(Map<String, String> parts) {
    return parts.values().stream().allMatch("ok"::equals);
  }
}
