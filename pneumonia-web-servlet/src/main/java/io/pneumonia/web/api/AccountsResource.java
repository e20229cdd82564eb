package io.pneumonia.web.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.pneumonia.persistence.Records;
import io.pneumonia.persistence.accounts.Account;
import io.pneumonia.persistence.accounts.Password;
import io.pneumonia.persistence.accounts.Registration;
import io.pneumonia.persistence.grants.Grant;
import io.pneumonia.persistence.grants.Issued;
import io.pneumonia.persistence.request.Actor;
import io.pneumonia.web.application.Application;
import io.pneumonia.web.security.Caller;
import io.pneumonia.web.security.SessionCookie;
import io.swagger.v3.oas.annotations.Hidden;
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
import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Registering, and tokens for programs. */
@Path("/api")
@Produces(MediaType.APPLICATION_JSON)
@Singleton
public final class AccountsResource {

  private final Application application;
  private final Records records;
  private final RequestBodies bodies;

  @Inject
  AccountsResource(Application application, RequestBodies bodies) {
    this.application = application;
    this.records = application.records();
    this.bodies = bodies;
  }

  /** What is filled in to register. */
  record RegisterBody(
      @Required @Nullable String username,
      @Required @Nullable String email,
      @Required @Nullable String password,
      @Required @Nullable String passwordConfirm,
      @Nullable String firstName,
      @Nullable String lastName) {

    Registration registration() {
      return new Registration(
          Objects.requireNonNull(username),
          Objects.requireNonNull(email),
          Objects.requireNonNullElse(firstName, ""),
          Objects.requireNonNullElse(lastName, ""),
          new Password(Objects.requireNonNull(password)),
          new Password(Objects.requireNonNull(passwordConfirm)));
    }
  }

  /** What is filled in to sign in. */
  record LoginBody(@Required @Nullable String username, @Required @Nullable String password) {

    Account authenticate(Records records, String address) {
      return records
          .credentials()
          .authenticate(
              Objects.requireNonNull(username),
              new Password(Objects.requireNonNull(password)),
              address);
    }
  }

  /** A new account with its first token. */
  record RegisteredJson(
      long id, String username, String email, String firstName, String lastName, String token) {}

  /** A token with whom it stands for. */
  record TokenJson(String token, UserJson user) {}

  /** Whom a token stands for. */
  record UserJson(
      long id,
      String username,
      String email,
      @JsonProperty("first_name") String firstName,
      @JsonProperty("last_name") String lastName) {

    static UserJson of(Account account) {
      return new UserJson(
          account.id(),
          account.username(),
          account.email(),
          account.firstName(),
          account.lastName());
    }
  }

  /** A sentence for people. */
  record MessageJson(String message) {}

  @POST
  @Path("/register")
  @Public
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(summary = "Makes an account, and its first token.")
  @RequestBody(
      required = true,
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_JSON,
            schema = @Schema(implementation = RegisterBody.class)),
        @Content(
            mediaType = MediaType.APPLICATION_FORM_URLENCODED,
            schema = @Schema(implementation = RegisterBody.class))
      })
  @ApiResponse(
      responseCode = "201",
      description = "The account is made.",
      content = @Content(schema = @Schema(implementation = RegisteredJson.class)))
  @ApiResponse(responseCode = "403", description = "Administrators make accounts here.")
  @ApiResponse(responseCode = "409", description = "Somebody else has just taken the name.")
  public Response register(@Nullable RegisterBody body, @Context HttpServletRequest request) {
    return registered(bodies.require(body), request);
  }

  @POST
  @Path("/register")
  @Public
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Hidden
  public Response register(
      MultivaluedMap<String, String> form, @Context HttpServletRequest request) {
    return registered(bodies.require(form, RegisterBody.class), request);
  }

  private Response registered(RegisterBody body, HttpServletRequest request) {
    if (!application.configuration().exposure().openRegistration()) {
      throw new ForbiddenException();
    }
    String address = request.getRemoteAddr();
    Account account = records.accounts().register(Actor.anonymous(address), body.registration());
    Issued token = records.tokens().issue(account.actor(address), label(request));
    return Response.status(Response.Status.CREATED)
        .entity(
            new RegisteredJson(
                account.id(),
                account.username(),
                account.email(),
                account.firstName(),
                account.lastName(),
                token.secret()))
        .build();
  }

  @POST
  @Path("/login")
  @Public
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(summary = "Gives a token for a name and a password.")
  @RequestBody(
      required = true,
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_JSON,
            schema = @Schema(implementation = LoginBody.class)),
        @Content(
            mediaType = MediaType.APPLICATION_FORM_URLENCODED,
            schema = @Schema(implementation = LoginBody.class))
      })
  @ApiResponse(responseCode = "200", description = "Signed in.", useReturnTypeSchema = true)
  @ApiResponse(responseCode = "401", description = "Name or password is wrong.")
  @ApiResponse(responseCode = "429", description = "Too many wrong passwords.")
  public TokenJson login(@Nullable LoginBody body, @Context HttpServletRequest request) {
    return signedIn(bodies.require(body), request);
  }

  @POST
  @Path("/login")
  @Public
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Hidden
  public TokenJson login(MultivaluedMap<String, String> form, @Context HttpServletRequest request) {
    return signedIn(bodies.require(form, LoginBody.class), request);
  }

  private TokenJson signedIn(LoginBody body, HttpServletRequest request) {
    String address = request.getRemoteAddr();
    Account account = body.authenticate(records, address);
    Issued token = records.tokens().issue(account.actor(address), label(request));
    return new TokenJson(token.secret(), UserJson.of(account));
  }

  @POST
  @Path("/logout")
  @Operation(summary = "Ends the token or session in use.")
  @ApiResponse(responseCode = "200", description = "It is dead.", useReturnTypeSchema = true)
  public MessageJson logout(
      @Context HttpServletRequest request, @Context HttpServletResponse response) {
    Caller caller = Caller.of(request);
    Grant grant = caller.signedIn().orElseThrow();
    if (caller.session().isPresent()) {
      records.sessions().end(caller.actor(), grant);
      SessionCookie.clear(request, response);
    } else {
      records.tokens().end(caller.actor(), grant);
    }
    return new MessageJson("Successfully logged out");
  }

  static String label(HttpServletRequest request) {
    return Objects.requireNonNullElse(request.getHeader("User-Agent"), "");
  }
}
