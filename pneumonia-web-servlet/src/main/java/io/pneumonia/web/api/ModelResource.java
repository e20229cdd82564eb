package io.pneumonia.web.api;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.pneumonia.model.ModelCards;
import io.pneumonia.web.application.ActiveModel;
import io.pneumonia.web.application.Application;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;

/** The model in force. */
@Path("/api/model")
@Produces(MediaType.APPLICATION_JSON)
@Singleton
public final class ModelResource {

  private final ActiveModel model;

  @Inject
  ModelResource(Application application) {
    this.model = application.model();
  }

  /** Which model it is, the threshold that decides now, and its whole card. */
  record ModelJson(
      String name,
      String version,
      String sha256,
      String backend,
      double threshold,
      List<String> notes,
      @JsonRawValue @Schema(types = "object") String card) {}

  @GET
  @Operation(summary = "The model in force.")
  @ApiResponse(responseCode = "200", description = "The model.", useReturnTypeSchema = true)
  public ModelJson read() {
    return new ModelJson(
        model.id().name(),
        model.id().version(),
        model.id().sha256(),
        model.backend(),
        model.threshold().value(),
        model.notes(),
        ModelCards.toJson(model.card()));
  }
}
