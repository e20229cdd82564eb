package io.pneumonia.web.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.ImageRejected;
import io.pneumonia.error.PneumoniaException;
import io.pneumonia.error.RecordsUnavailable;
import io.pneumonia.error.RequestRejected;
import io.pneumonia.web.application.ClientGone;
import io.pneumonia.web.application.ServerBusy;
import io.pneumonia.web.security.ErrorPages;
import io.pneumonia.web.telemetry.RequestFailure;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Every exception to an answer, whose entity is an {@link ErrorJson}, or for people the page that
 * tells it. What is not the client's to know goes into the log.
 */
public final class ErrorMapping implements ExceptionMapper<Throwable> {

  private static final Logger LOG = LoggerFactory.getLogger(ErrorMapping.class);

  /** Nobody reads it: what some servers log for a client that went away. */
  private static final int CLIENT_CLOSED_REQUEST = 499;

  @Context
  @SuppressWarnings("NullAway.Init")
  private HttpServletRequest request;

  @Override
  public Response toResponse(Throwable error) {
    Response answer = answer(request, error);
    return answer.getEntity() instanceof ErrorJson json
        ? ErrorPages.of(request).map(pages -> page(pages, answer, json)).orElse(answer)
        : answer;
  }

  private Response page(ErrorPages pages, Response answer, ErrorJson json) {
    return Response.fromResponse(answer)
        .entity(pages.render(request, answer.getStatus(), json.error(), json.detail()))
        .type(ErrorPages.CONTENT_TYPE)
        .build();
  }

  /**
   * The answer to an error, in the API's form.
   *
   * @param request what was asked; keeps an error that is not the client's, for who reports it
   * @param error what was thrown
   * @return status, headers, and an {@link ErrorJson} where there is somebody to read it
   */
  public static Response answer(ServletRequest request, Throwable error) {
    if (error instanceof PneumoniaException known) {
      return known(request, known);
    }
    if (error instanceof ServerBusy busy) {
      return retry(503, busy.retryAfter(), ErrorJson.of("Server busy", busy.getMessage()));
    }
    if (error instanceof ClientGone) {
      return Response.status(CLIENT_CLOSED_REQUEST).build();
    }
    if (error instanceof BodyTooLarge large) {
      return answer(413, ErrorJson.of("Request too large", large.getMessage()));
    }
    if (error instanceof JsonProcessingException json) {
      return answer(400, ErrorJson.of("Malformed request", JsonProblem.sentence(json)));
    }
    if (error instanceof WebApplicationException web) {
      return ofStatus(request, web);
    }
    return failed(request, error);
  }

  private static Response known(ServletRequest request, PneumoniaException error) {
    if (error instanceof ImageRejected rejected) {
      return answer(400, ErrorJson.of(FileProblem.title(rejected.code()), detail(rejected)));
    }
    if (error instanceof RequestRejected rejected) {
      return rejected(rejected);
    }
    if (error instanceof RecordsUnavailable) {
      LOG.error("records: {}", error.getMessage(), error);
      RequestFailure.note(request, error);
      return retry(
          503,
          Duration.ofSeconds(5),
          ErrorJson.of("Service unavailable", "The records cannot be used now."));
    }
    return failed(request, error);
  }

  private static String detail(ImageRejected rejected) {
    return rejected.code() == ErrorCode.IMAGE_TYPE_UNSUPPORTED
        ? "Only PNG, JPG, and JPEG files are allowed"
        : rejected.getMessage();
  }

  private static Response rejected(RequestRejected rejected) {
    if (!rejected.problems().isEmpty()) {
      return answer(400, ErrorJson.ofFields(rejected.problems()));
    }
    return switch (rejected.code()) {
      case RECORD_NOT_FOUND -> answer(404, ErrorJson.NOT_FOUND);
      case ADMINISTRATOR_REQUIRED -> answer(403, ErrorJson.detail(rejected.getMessage()));
      case CREDENTIALS_INVALID ->
          answer(401, ErrorJson.of("Invalid credentials", rejected.getMessage()));
      case TOO_MANY_ATTEMPTS ->
          retry(
              429,
              rejected.retryAfter().orElse(Duration.ofMinutes(1)),
              ErrorJson.of("Too many attempts", rejected.getMessage()));
      case RECORD_CONFLICT -> answer(409, ErrorJson.of("Conflict", rejected.getMessage()));
      default -> answer(400, ErrorJson.of("Validation failed", rejected.getMessage()));
    };
  }

  private static Response ofStatus(ServletRequest request, WebApplicationException web) {
    int status = web.getResponse().getStatus();
    if (status >= 500) {
      return failed(request, web);
    }
    ErrorJson body =
        switch (status) {
          case 404 -> ErrorJson.NOT_FOUND;
          case 401 -> ErrorJson.detail("Authentication credentials were not provided.");
          case 405 -> ErrorJson.detail("This method is not allowed here.");
          case 406 -> ErrorJson.detail("None of the media types that are accepted can be given.");
          case 415 -> ErrorJson.detail("This media type is not supported here.");
          default ->
              web.getCause() instanceof JsonProcessingException json
                  ? ErrorJson.of("Malformed request", JsonProblem.sentence(json))
                  : ErrorJson.of("Bad request", "The request cannot be read.");
        };
    Response.ResponseBuilder answer =
        Response.status(status).entity(body).type(MediaType.APPLICATION_JSON_TYPE);
    if (status == 401) {
      answer.header(HttpHeaders.WWW_AUTHENTICATE, "Token");
    }
    Object allow = web.getResponse().getHeaders().getFirst(HttpHeaders.ALLOW);
    return (allow == null ? answer : answer.header(HttpHeaders.ALLOW, allow)).build();
  }

  private static Response failed(ServletRequest request, Throwable error) {
    RequestFailure.note(request, error);
    LOG.error("request failed", error);
    boolean predicting =
        error instanceof PneumoniaException known && known.code() == ErrorCode.INFERENCE_FAILED;
    return answer(
        500,
        predicting
            ? ErrorJson.of("Prediction failed", "The model could not analyse the picture.")
            : ErrorJson.of("Internal error", "The request failed."));
  }

  private static Response retry(int status, Duration after, ErrorJson body) {
    long seconds = Math.max(1, after.toSeconds() + (after.toNanosPart() > 0 ? 1 : 0));
    return Response.fromResponse(answer(status, body))
        .header(HttpHeaders.RETRY_AFTER, seconds)
        .build();
  }

  private static Response answer(int status, ErrorJson body) {
    return Response.status(status).entity(body).type(MediaType.APPLICATION_JSON_TYPE).build();
  }
}
