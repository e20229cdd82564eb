package io.pneumonia.web.security;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Error answers for people, where there are pages: an attribute of the servlet context. */
public interface ErrorPages {

  /** The name of the attribute. */
  String ATTRIBUTE = ErrorPages.class.getName();

  /** What their answers are. */
  String CONTENT_TYPE = "text/html; charset=utf-8";

  /**
   * An error as a page.
   *
   * @param request what failed
   * @param status the HTTP status
   * @param error a few words, or null
   * @param detail one sentence
   * @return the bytes of the page, UTF-8
   */
  byte[] render(HttpServletRequest request, int status, @Nullable String error, String detail);

  /**
   * The pages that a request's errors should be told with.
   *
   * @param request any request
   * @return empty where the client is a program, or asks for what programs ask for
   */
  static Optional<ErrorPages> of(HttpServletRequest request) {
    return isOfAPerson(request)
            && request.getServletContext().getAttribute(ATTRIBUTE) instanceof ErrorPages pages
        ? Optional.of(pages)
        : Optional.empty();
  }

  private static boolean isOfAPerson(HttpServletRequest request) {
    @Nullable String accepted = request.getHeader("Accept");
    return accepted != null
        && accepted.toLowerCase(Locale.ROOT).contains("text/html")
        && !isForPrograms(request);
  }

  /**
   * Whether a path is the API's, whose answers are the same for everybody.
   *
   * @param request any request
   * @return true for the API's
   */
  static boolean isForPrograms(HttpServletRequest request) {
    String path = request.getRequestURI().substring(request.getContextPath().length());
    return path.equals("/api") || path.startsWith("/api/");
  }
}
