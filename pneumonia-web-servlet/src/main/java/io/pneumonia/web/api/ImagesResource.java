package io.pneumonia.web.api;

import io.pneumonia.Explanation;
import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.RequestRejected;
import io.pneumonia.evidence.picture.EvidenceStyle;
import io.pneumonia.image.DecodeLimits;
import io.pneumonia.image.EncodedImage;
import io.pneumonia.model.ModelId;
import io.pneumonia.persistence.Records;
import io.pneumonia.persistence.diagnoses.Diagnosis;
import io.pneumonia.persistence.diagnoses.StoredPicture;
import io.pneumonia.persistence.diagnoses.StoredResult;
import io.pneumonia.persistence.request.Actor;
import io.pneumonia.web.application.Application;
import io.pneumonia.web.application.ClientPresence;
import io.pneumonia.web.operation.Metrics;
import io.pneumonia.web.security.Caller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.SchemaProperty;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Pictures: sending one is asking what the model says of it. */
@Path("/api/images")
@Produces(MediaType.APPLICATION_JSON)
@Singleton
public final class ImagesResource {

  private final Application application;
  private final Records records;
  private final Uploads uploads;

  @Inject
  ImagesResource(Application application, Metrics metrics) {
    this.application = application;
    this.records = application.records();
    this.uploads = new Uploads(application, metrics);
  }

  @POST
  @Consumes(MediaType.MULTIPART_FORM_DATA)
  @Operation(summary = "Analyses a picture and keeps it with its result.")
  @RequestBody(
      required = true,
      content =
          @Content(
              mediaType = MediaType.MULTIPART_FORM_DATA,
              schema = @Schema(requiredProperties = "image"),
              schemaProperties = {
                @SchemaProperty(
                    name = "image",
                    schema =
                        @Schema(type = "string", format = "binary", description = "PNG, JPEG")),
                @SchemaProperty(name = "patient_name", schema = @Schema(type = "string")),
                @SchemaProperty(name = "patient_age", schema = @Schema(type = "integer")),
                @SchemaProperty(name = "notes", schema = @Schema(type = "string"))
              }))
  @ApiResponse(
      responseCode = "201",
      description = "Picture and result are kept.",
      content = @Content(schema = @Schema(implementation = ImageJson.class)))
  public Response upload(@Context HttpServletRequest request) {
    Diagnosis recorded = uploads.receive(request);
    return Response.status(Response.Status.CREATED).entity(ImageJson.inList(recorded)).build();
  }

  @GET
  @Operation(summary = "The own pictures with their results.")
  @Parameter(
      name = "ordering",
      in = ParameterIn.QUERY,
      schema =
          @Schema(
              type = "string",
              allowableValues = {"uploaded_at", "-uploaded_at"}))
  @PageParameters
  @ApiResponse(responseCode = "200", description = "One page.", useReturnTypeSchema = true)
  public PageJson<ImageJson> list(@Context HttpServletRequest request, @Context UriInfo uri) {
    QueryParameters query = new QueryParameters(uri.getQueryParameters());
    boolean latestFirst = latestFirst(query.text("ordering"));
    Actor actor = Caller.of(request).actor();
    return PageJson.of(
        records.lists().images(actor, latestFirst, query.page()), ImageJson::inList, request);
  }

  private static boolean latestFirst(@Nullable String ordering) {
    if (ordering == null || ordering.equals("-uploaded_at")) {
      return true;
    }
    if (ordering.equals("uploaded_at")) {
      return false;
    }
    throw RequestRejected.ofField(
        "ordering",
        ErrorCode.FIELD_INVALID,
        "Expected uploaded_at or -uploaded_at, found " + ordering + ".");
  }

  @GET
  @Path("/{id: [0-9]{1,18}}/heatmap")
  @Produces({"image/png", MediaType.APPLICATION_JSON})
  @Operation(summary = "What the score rests on, drawn over the picture.")
  @Parameter(
      name = "size",
      in = ParameterIn.QUERY,
      description = "Length of the longer side in pixels.",
      schema = @Schema(type = "integer", minimum = "128", maximum = "2048"))
  @ApiResponse(
      responseCode = "200",
      description = "A picture.",
      content =
          @Content(mediaType = "image/png", schema = @Schema(type = "string", format = "binary")))
  @ApiResponse(
      responseCode = "404",
      description = "There is no such picture, or the model in force has no map for it.")
  public Response heatmap(
      @PathParam("id") long id, @Context HttpServletRequest request, @Context UriInfo uri) {
    QueryParameters query = new QueryParameters(uri.getQueryParameters());
    EvidenceStyle style = style(query.number("size"));
    boolean legend = !Boolean.FALSE.equals(query.flag("legend"));
    query.done();
    Actor actor = Caller.of(request).actor();
    Diagnosis found = records.diagnoses().findByImage(actor, id);
    return heatmap(actor, found, Uploads.presence(request))
        .map(explanation -> legend ? explanation.png(style) : explanation.pngWithoutLegend(style))
        .map(png -> Response.ok(png, "image/png").build())
        .orElseGet(ImagesResource::noHeatmap);
  }

  private static EvidenceStyle style(@Nullable Integer side) {
    EvidenceStyle usual = EvidenceStyle.DEFAULT;
    if (side == null) {
      return usual;
    }
    if (side < 128 || side > 2048) {
      throw RequestRejected.ofField(
          "size", ErrorCode.FIELD_INVALID, "Expected 128 to 2048, found " + side + ".");
    }
    return new EvidenceStyle(side, usual.opacity(), usual.middle());
  }

  /** Of the model that gave the result only: another one's map would explain another score. */
  private Optional<Explanation> heatmap(Actor actor, Diagnosis found, ClientPresence client) {
    StoredResult result = found.result();
    if (!isOf(result, application.model().id())) {
      return Optional.empty();
    }
    return application
        .queue()
        .explain(picture(actor, found), client)
        .filter(explanation -> isOf(result, explanation.prediction().model()))
        .map(explanation -> explanation.at(result.decision().threshold()));
  }

  /** Asked before, to save the work, and after: another model may come into force in between. */
  private static boolean isOf(StoredResult result, ModelId model) {
    return result.model().sha256().equals(model.sha256());
  }

  private EncodedImage picture(Actor actor, Diagnosis found) {
    StoredPicture stored = records.diagnoses().open(actor, found.image().media().value());
    try (InputStream content = stored.content()) {
      return EncodedImage.read(found.image().fileName(), content, DecodeLimits.DEFAULT);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Response noHeatmap() {
    return Response.status(Response.Status.NOT_FOUND)
        .entity(
            ErrorJson.of(
                "No evidence map",
                "The model in force gave another result, or its kind has no evidence map."))
        .type(MediaType.APPLICATION_JSON_TYPE)
        .build();
  }

  @GET
  @Path("/{id: [0-9]{1,18}}")
  @Operation(summary = "One picture with its result.")
  @ApiResponse(responseCode = "200", description = "The picture.", useReturnTypeSchema = true)
  public ImageJson read(@PathParam("id") long id, @Context HttpServletRequest request) {
    Actor actor = Caller.of(request).actor();
    Diagnosis found = records.diagnoses().findByImage(actor, id);
    Views.note(records, actor, found);
    return ImageJson.inDetail(found);
  }
}
