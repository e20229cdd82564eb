package io.pneumonia.web.api;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Swagger UI over {@link SchemaResource}, from the class path: no other site is asked. */
@Public
@Path("/api/docs")
@Singleton
public final class DocsResource {

  private static final String OWN = "/io/pneumonia/web/";
  private static final String SWAGGER = "/META-INF/resources/webjars/swagger-ui/" + version() + "/";

  /** All that there is: where each file lies. */
  private static final Map<String, String> FILES =
      Map.of(
          "docs.js", OWN + "docs.js",
          "swagger-ui.css", SWAGGER + "swagger-ui.css",
          "swagger-ui-bundle.js", SWAGGER + "swagger-ui-bundle.js",
          "favicon-32x32.png", SWAGGER + "favicon-32x32.png");

  private static String version() {
    Properties properties = new Properties();
    try (InputStream in = open("/META-INF/maven/org.webjars/swagger-ui/pom.properties")) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties.getProperty("version");
  }

  private static InputStream open(String path) {
    return Objects.requireNonNull(DocsResource.class.getResourceAsStream(path), path);
  }

  @GET
  @Produces({MediaType.TEXT_HTML, MediaType.APPLICATION_JSON})
  @Operation(summary = "This description for people.")
  @ApiResponse(
      responseCode = "200",
      description = "A page.",
      content = @Content(mediaType = MediaType.TEXT_HTML, schema = @Schema(type = "string")))
  public Response page() {
    return Response.ok(open(OWN + "docs.html"), "text/html; charset=utf-8").build();
  }

  @GET
  @Path("/{file: [a-z0-9.-]+}")
  @Produces({"text/javascript", "text/css", "image/png", MediaType.APPLICATION_JSON})
  @Operation(summary = "What the page is made of.")
  @Parameter(name = "file", schema = @Schema(type = "string"))
  @ApiResponse(
      responseCode = "200",
      description = "A file.",
      content = {
        @Content(mediaType = "text/javascript", schema = @Schema(type = "string")),
        @Content(mediaType = "text/css", schema = @Schema(type = "string")),
        @Content(mediaType = "image/png", schema = @Schema(type = "string", format = "binary"))
      })
  public Response file(@PathParam("file") String file) {
    @Nullable String path = FILES.get(file);
    if (path == null) {
      throw new NotFoundException();
    }
    return Response.ok(open(path), type(file)).header("Cache-Control", "max-age=3600").build();
  }

  private static String type(String file) {
    if (file.endsWith(".js")) {
      return "text/javascript; charset=utf-8";
    }
    return file.endsWith(".css") ? "text/css; charset=utf-8" : "image/png";
  }
}
