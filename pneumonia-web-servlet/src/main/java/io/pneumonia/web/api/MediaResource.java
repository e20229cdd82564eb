package io.pneumonia.web.api;

import io.pneumonia.persistence.Records;
import io.pneumonia.persistence.audit.AuditAction;
import io.pneumonia.persistence.audit.AuditEvent;
import io.pneumonia.persistence.diagnoses.StoredPicture;
import io.pneumonia.persistence.request.Actor;
import io.pneumonia.web.application.Application;
import io.pneumonia.web.security.Caller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;

/** The bytes of pictures, for their owners and administrators. */
@Path("/media")
@Singleton
public final class MediaResource {

  private final Records records;

  @Inject
  MediaResource(Application application) {
    this.records = application.records();
  }

  @GET
  @Path("/{path: .+}")
  @Produces({"image/png", "image/jpeg", MediaType.APPLICATION_JSON})
  @Operation(summary = "A picture's bytes, as they were sent.")
  @ApiResponse(
      responseCode = "200",
      description = "The picture.",
      content = {
        @Content(mediaType = "image/png", schema = @Schema(type = "string", format = "binary")),
        @Content(mediaType = "image/jpeg", schema = @Schema(type = "string", format = "binary"))
      })
  public Response read(@PathParam("path") String path, @Context HttpServletRequest request)
      throws IOException {
    Actor actor = Caller.of(request).actor();
    StoredPicture picture = records.diagnoses().open(actor, path);
    boolean handedOn = false;
    try {
      Response.ResponseBuilder answer = answer(picture);
      if (request.getMethod().equals(HttpMethod.HEAD)) {
        return answer.build();
      }
      records.audit().append(actor, AuditEvent.of(AuditAction.VIEW).onImage(picture.image().id()));
      handedOn = true;
      return answer.entity(picture.content()).build();
    } finally {
      if (!handedOn) {
        picture.content().close();
      }
    }
  }

  private static Response.ResponseBuilder answer(StoredPicture picture) {
    return Response.ok()
        .type(picture.image().media().contentType())
        .header(HttpHeaders.CONTENT_LENGTH, picture.image().bytes())
        .header(HttpHeaders.CONTENT_DISPOSITION, "inline")
        .header("Content-Security-Policy", "default-src 'none'; sandbox");
  }
}
