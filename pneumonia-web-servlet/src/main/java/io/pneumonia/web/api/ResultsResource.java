package io.pneumonia.web.api;

import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.RequestRejected;
import io.pneumonia.persistence.Records;
import io.pneumonia.persistence.audit.AuditAction;
import io.pneumonia.persistence.audit.AuditEvent;
import io.pneumonia.persistence.diagnoses.Diagnosis;
import io.pneumonia.persistence.diagnoses.DiagnosisFilter;
import io.pneumonia.persistence.diagnoses.DiagnosisOrder;
import io.pneumonia.persistence.request.Actor;
import io.pneumonia.web.application.Application;
import io.pneumonia.web.security.Caller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.core.UriInfo;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Results: searched, read, exported, deleted. */
@Path("/api/results")
@Produces(MediaType.APPLICATION_JSON)
@Singleton
public final class ResultsResource {

  private final Records records;

  @Inject
  ResultsResource(Application application) {
    this.records = application.records();
  }

  @GET
  @Operation(summary = "Searches results.")
  @FilterParameters
  @DayParameters
  @PageParameters
  @ApiResponse(responseCode = "200", description = "One page.", useReturnTypeSchema = true)
  public PageJson<ResultJson> list(@Context HttpServletRequest request, @Context UriInfo uri) {
    QueryParameters query = new QueryParameters(uri.getQueryParameters());
    return PageJson.of(
        records
            .lists()
            .page(Caller.of(request).actor(), query.filter(), query.order(), query.page()),
        ResultJson::of,
        request);
  }

  @GET
  @Path("/{id: [0-9]{1,18}}")
  @Operation(summary = "One result with its picture.")
  @ApiResponse(responseCode = "200", description = "The result.", useReturnTypeSchema = true)
  public ResultJson read(@PathParam("id") long id, @Context HttpServletRequest request) {
    Actor actor = Caller.of(request).actor();
    Diagnosis found = records.diagnoses().find(actor, id);
    Views.note(records, actor, found);
    return ResultJson.of(found);
  }

  @DELETE
  @Path("/{id: [0-9]{1,18}}")
  @Operation(summary = "Deletes a result with its picture.")
  @ApiResponse(responseCode = "204", description = "Both are gone.")
  public void delete(@PathParam("id") long id, @Context HttpServletRequest request) {
    records.diagnoses().delete(Caller.of(request).actor(), id);
  }

  @GET
  @Path("/export")
  @Produces({"text/csv", MediaType.APPLICATION_JSON})
  @Operation(summary = "All results of a search.")
  @FilterParameters
  @DayParameters
  @Parameter(
      name = "format",
      in = ParameterIn.QUERY,
      schema = @Schema(type = "string", allowableValues = "csv"))
  @ApiResponse(
      responseCode = "200",
      description = "One line a result, after one of names.",
      content = @Content(mediaType = "text/csv", schema = @Schema(type = "string")))
  public Response export(@Context HttpServletRequest request, @Context UriInfo uri) {
    QueryParameters query = new QueryParameters(uri.getQueryParameters());
    @Nullable String format = query.text("format");
    if (format != null && !format.equals("csv")) {
      throw RequestRejected.ofField(
          "format", ErrorCode.FIELD_INVALID, "Expected csv, found " + format + ".");
    }
    Actor actor = Caller.of(request).actor();
    DiagnosisFilter filter = query.filter();
    DiagnosisOrder order = query.order();
    records.audit().append(actor, AuditEvent.of(AuditAction.EXPORT));
    StreamingOutput rows =
        out -> {
          try (Stream<Diagnosis> found = records.lists().stream(actor, filter, order)) {
            ResultsCsv.write(found, out);
          }
        };
    return Response.ok(rows, "text/csv; charset=utf-8")
        .header("Content-Disposition", "attachment; filename=\"results.csv\"")
        .build();
  }
}
