package io.pneumonia.web.api;

import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.RequestRejected;
import io.pneumonia.web.application.Application;
import io.pneumonia.web.schema.ApiSchema;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.core.Variant;
import org.jspecify.annotations.Nullable;

/** The description of the API for machines. */
@Public
@Path("/api/schema")
@Singleton
public final class SchemaResource {

  private static final String YAML = "application/yaml";

  private @Nullable ApiSchema schema;

  /** Made when first asked for: it need not slow the start down. */
  private synchronized ApiSchema schema() {
    if (schema == null) {
      schema =
          new ApiSchema(
              ApiConfiguration.RESOURCES,
              AccessRule::isOpen,
              ErrorJson.class,
              JsonFormat.mapper(),
              Application.version());
    }
    return schema;
  }

  @GET
  @Produces({MediaType.APPLICATION_JSON, YAML})
  @Operation(summary = "This description.")
  @Parameter(
      name = "format",
      in = ParameterIn.QUERY,
      description = "Instead of the header Accept.",
      schema = @Schema(allowableValues = {"json", "yaml"}))
  @ApiResponse(
      responseCode = "200",
      description = "OpenAPI 3.1.",
      content = {
        @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(types = "object")),
        @Content(mediaType = YAML, schema = @Schema(types = "string"))
      })
  public Response read(@Context UriInfo uri, @Context Request request) {
    @Nullable String format = new QueryParameters(uri.getQueryParameters()).text("format");
    return switch (format == null ? accepted(request) : format) {
      case "json" -> Response.ok(schema().json(), MediaType.APPLICATION_JSON).build();
      case "yaml" -> Response.ok(schema().yaml(), YAML).build();
      default ->
          throw RequestRejected.ofField(
              "format", ErrorCode.FIELD_INVALID, "Expected json or yaml, found " + format + ".");
    };
  }

  private static String accepted(Request request) {
    @Nullable Variant variant =
        request.selectVariant(
            Variant.mediaTypes(MediaType.APPLICATION_JSON_TYPE, MediaType.valueOf(YAML)).build());
    boolean yaml = variant != null && variant.getMediaType().toString().equals(YAML);
    return yaml ? "yaml" : "json";
  }
}
