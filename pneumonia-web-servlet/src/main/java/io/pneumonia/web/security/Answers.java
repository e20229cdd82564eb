package io.pneumonia.web.security;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Error answers from where no resource is reached: in the API's form, or as pages for people. */
public final class Answers {

  private static final JsonFactory JSON = new JsonFactory();

  private Answers() {}

  /**
   * Writes an error and ends the request.
   *
   * @param request what failed
   * @param response where to
   * @param status the HTTP status
   * @param error a few words, or null for statuses whose body is a detail only
   * @param detail one sentence
   * @throws IOException if the client went away
   */
  public static void error(
      HttpServletRequest request,
      HttpServletResponse response,
      int status,
      @Nullable String error,
      String detail)
      throws IOException {
    if (response.isCommitted()) {
      return;
    }
    Optional<ErrorPages> pages = ErrorPages.of(request);
    byte[] body =
        pages.isPresent()
            ? pages.get().render(request, status, error, detail)
            : body(error, detail).getBytes(StandardCharsets.UTF_8);
    response.resetBuffer();
    response.setStatus(status);
    response.setContentType(pages.isPresent() ? ErrorPages.CONTENT_TYPE : "application/json");
    response.setHeader("Cache-Control", "no-store");
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }

  /**
   * Asks for somebody who is signed in.
   *
   * @param request what failed
   * @param response where to
   * @param detail one sentence
   * @throws IOException if the client went away
   */
  public static void unauthorized(
      HttpServletRequest request, HttpServletResponse response, String detail) throws IOException {
    response.setHeader("WWW-Authenticate", "Token");
    error(request, response, 401, null, detail);
  }

  /**
   * The body of an error.
   *
   * @param error a few words, or null
   * @param detail one sentence
   * @return a JSON object
   */
  public static String body(@Nullable String error, String detail) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      if (error != null) {
        json.writeStringField("error", error);
      }
      json.writeStringField("detail", detail);
      json.writeEndObject();
    } catch (IOException e) {
      throw new IllegalStateException("a string takes everything", e);
    }
    return text.toString();
  }
}
