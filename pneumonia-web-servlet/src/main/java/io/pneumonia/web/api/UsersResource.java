package io.pneumonia.web.api;

import io.pneumonia.persistence.Records;
import io.pneumonia.persistence.accounts.Account;
import io.pneumonia.persistence.accounts.Password;
import io.pneumonia.persistence.accounts.PasswordChange;
import io.pneumonia.persistence.accounts.ProfileEdit;
import io.pneumonia.persistence.diagnoses.DiagnosisCounts;
import io.pneumonia.persistence.request.Actor;
import io.pneumonia.web.api.AccountsResource.MessageJson;
import io.pneumonia.web.application.Application;
import io.pneumonia.web.security.Caller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The own account. */
@Path("/api/users")
@Produces(MediaType.APPLICATION_JSON)
@Singleton
public final class UsersResource {

  private final Records records;
  private final RequestBodies bodies;

  @Inject
  UsersResource(Application application, RequestBodies bodies) {
    this.records = application.records();
    this.bodies = bodies;
  }

  /** The own account with its counts. */
  record MeJson(
      long id,
      String username,
      String email,
      String firstName,
      String lastName,
      Instant dateJoined,
      long totalScans,
      long normalCount,
      long pneumoniaCount) {}

  /** What changes; a field that is absent stays. */
  record ProfileBody(
      @Nullable String firstName, @Nullable String lastName, @Nullable String email) {}

  /** The present password, and the new one twice. */
  record PasswordBody(
      @Required @Nullable String oldPassword,
      @Required @Nullable String newPassword,
      @Required @Nullable String newPasswordConfirm) {

    PasswordChange change() {
      return new PasswordChange(
          new Password(Objects.requireNonNull(oldPassword)),
          new Password(Objects.requireNonNull(newPassword)),
          new Password(Objects.requireNonNull(newPasswordConfirm)));
    }
  }

  @GET
  @Path("/me")
  @Operation(summary = "The own account with its counts.")
  @ApiResponse(responseCode = "200", description = "The account.", useReturnTypeSchema = true)
  public MeJson me(@Context HttpServletRequest request) {
    Actor actor = Caller.of(request).actor();
    return of(actor, records.accounts().find(actor, actor.requireUser()));
  }

  private MeJson of(Actor actor, Account account) {
    DiagnosisCounts counts = records.lists().counts(actor);
    return new MeJson(
        account.id(),
        account.username(),
        account.email(),
        account.firstName(),
        account.lastName(),
        account.joinedAt(),
        counts.total(),
        counts.normal(),
        counts.pneumonia());
  }

  @PUT
  @Path("/me")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(summary = "Changes the own account; a field that is absent stays.")
  @RequestBody(
      required = true,
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = ProfileBody.class)))
  @ApiResponse(
      responseCode = "200",
      description = "The account as it is now.",
      useReturnTypeSchema = true)
  @ApiResponse(responseCode = "409", description = "Somebody else has just taken the address.")
  public MeJson replace(@Nullable ProfileBody body, @Context HttpServletRequest request) {
    return edit(body, request);
  }

  @PATCH
  @Path("/me")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(summary = "Changes the own account; a field that is absent stays.")
  @RequestBody(
      required = true,
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = ProfileBody.class)))
  @ApiResponse(
      responseCode = "200",
      description = "The account as it is now.",
      useReturnTypeSchema = true)
  @ApiResponse(responseCode = "409", description = "Somebody else has just taken the address.")
  public MeJson edit(@Nullable ProfileBody body, @Context HttpServletRequest request) {
    ProfileBody given = bodies.require(body);
    Actor actor = Caller.of(request).actor();
    ProfileEdit edit = new ProfileEdit(given.email(), given.firstName(), given.lastName());
    return of(actor, records.accounts().edit(actor, edit));
  }

  @POST
  @Path("/change-password")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(summary = "Changes the own password, and ends every other session and token.")
  @RequestBody(
      required = true,
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = PasswordBody.class)))
  @ApiResponse(responseCode = "200", description = "It is changed.", useReturnTypeSchema = true)
  @ApiResponse(responseCode = "429", description = "Too many wrong passwords.")
  public MessageJson changePassword(
      @Nullable PasswordBody body, @Context HttpServletRequest request) {
    Caller caller = Caller.of(request);
    records
        .credentials()
        .changePassword(caller.actor(), bodies.require(body).change(), caller.grant());
    return new MessageJson("Password changed successfully");
  }
}
