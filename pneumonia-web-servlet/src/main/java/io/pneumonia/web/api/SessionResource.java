package io.pneumonia.web.api;

import io.pneumonia.persistence.Records;
import io.pneumonia.persistence.accounts.Account;
import io.pneumonia.persistence.grants.Issued;
import io.pneumonia.web.api.AccountsResource.LoginBody;
import io.pneumonia.web.api.AccountsResource.UserJson;
import io.pneumonia.web.application.Application;
import io.pneumonia.web.security.Caller;
import io.pneumonia.web.security.CsrfTokens;
import io.pneumonia.web.security.SessionCookie;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Sessions for browsers: a cookie that scripts cannot read, and a token that only pages of this
 * site can. JSON only, which another site's form cannot send.
 */
@Path("/api/session")
@Produces(MediaType.APPLICATION_JSON)
@Singleton
public final class SessionResource {

  private final Records records;
  private final RequestBodies bodies;
  private final CsrfTokens csrf;

  @Inject
  SessionResource(Application application, RequestBodies bodies, CsrfTokens csrf) {
    this.records = application.records();
    this.bodies = bodies;
    this.csrf = csrf;
  }

  /** Who is signed in, and what to send in {@code X-CSRFToken}. */
  record SessionJson(String csrfToken, UserJson user) {}

  @POST
  @Public
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(summary = "Gives a browser a session.")
  @RequestBody(
      required = true,
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = LoginBody.class)))
  @ApiResponse(
      responseCode = "201",
      description = "Signed in; the cookie is set.",
      content = @Content(schema = @Schema(implementation = SessionJson.class)))
  @ApiResponse(responseCode = "401", description = "Name or password is wrong.")
  @ApiResponse(responseCode = "429", description = "Too many wrong passwords.")
  public Response open(
      @Nullable LoginBody body,
      @Context HttpServletRequest request,
      @Context HttpServletResponse response) {
    String address = request.getRemoteAddr();
    Account account = bodies.require(body).authenticate(records, address);
    endPresent(Caller.of(request));
    Issued session =
        records.sessions().issue(account.actor(address), AccountsResource.label(request));
    SessionCookie.write(request, response, session.secret());
    return Response.status(Response.Status.CREATED)
        .entity(new SessionJson(csrf.of(session.secret()), UserJson.of(account)))
        .build();
  }

  /** Whoever signs in gets a new session; one that was there before is of no use to anybody. */
  private void endPresent(Caller caller) {
    caller.session().ifPresent(grant -> records.sessions().end(caller.actor(), grant));
  }

  @GET
  @Operation(summary = "Tells whose session it is.")
  @ApiResponse(responseCode = "200", description = "The session.", useReturnTypeSchema = true)
  @ApiResponse(responseCode = "404", description = "A token is in use, no session.")
  public SessionJson read(@Context HttpServletRequest request) {
    Caller caller = requireSession(request);
    Account account = records.accounts().find(caller.actor(), caller.actor().requireUser());
    return new SessionJson(csrf.of(Objects.requireNonNull(caller.secret())), UserJson.of(account));
  }

  @DELETE
  @Operation(summary = "Ends the session.")
  @ApiResponse(responseCode = "204", description = "It is dead.")
  @ApiResponse(responseCode = "404", description = "A token is in use, no session.")
  public void close(@Context HttpServletRequest request, @Context HttpServletResponse response) {
    endPresent(requireSession(request));
    SessionCookie.clear(request, response);
  }

  private static Caller requireSession(HttpServletRequest request) {
    Caller caller = Caller.of(request);
    if (caller.session().isEmpty()) {
      throw new NotFoundException();
    }
    return caller;
  }
}
