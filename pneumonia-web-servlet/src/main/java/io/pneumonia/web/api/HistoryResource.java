package io.pneumonia.web.api;

import io.pneumonia.persistence.Records;
import io.pneumonia.persistence.audit.AuditAction;
import io.pneumonia.persistence.audit.AuditEntry;
import io.pneumonia.persistence.audit.AuditFilter;
import io.pneumonia.persistence.request.Actor;
import io.pneumonia.web.application.Application;
import io.pneumonia.web.security.Caller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** The own activity. */
@Path("/api/history")
@Produces(MediaType.APPLICATION_JSON)
@Singleton
public final class HistoryResource {

  private final Records records;

  @Inject
  HistoryResource(Application application) {
    this.records = application.records();
  }

  /** Something that was done; picture and result by their ids, which may be deleted since. */
  record EntryJson(
      long id,
      String action,
      Instant timestamp,
      @Nullable String ipAddress,
      @Nullable Long image,
      @Nullable Long result) {

    static EntryJson of(AuditEntry entry) {
      return new EntryJson(
          entry.id(),
          entry.action().name(),
          entry.occurredAt(),
          entry.address(),
          entry.imageId(),
          entry.resultId());
    }
  }

  @GET
  @Operation(summary = "The own activity.")
  @Parameter(
      name = "action",
      in = ParameterIn.QUERY,
      schema = @Schema(implementation = AuditAction.class))
  @DayParameters
  @PageParameters
  @ApiResponse(responseCode = "200", description = "One page.", useReturnTypeSchema = true)
  public PageJson<EntryJson> list(@Context HttpServletRequest request, @Context UriInfo uri) {
    QueryParameters query = new QueryParameters(uri.getQueryParameters());
    Actor actor = Caller.of(request).actor();
    @Nullable AuditAction action = query.choice("action", AuditAction.class);
    @Nullable LocalDate from = query.day("date_from");
    @Nullable LocalDate to = query.day("date_to");
    query.done();
    AuditFilter filter = new AuditFilter(actor.requireUser(), action, from, to);
    return PageJson.of(records.audit().list(actor, filter, query.page()), EntryJson::of, request);
  }
}
