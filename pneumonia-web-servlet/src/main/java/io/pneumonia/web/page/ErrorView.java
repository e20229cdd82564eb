package io.pneumonia.web.page;

import io.pneumonia.web.security.ErrorPages;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * An error as it is shown.
 *
 * @param status the HTTP status
 * @param title a few words
 * @param detail one sentence
 * @param advice what can be done now
 */
public record ErrorView(int status, String title, String detail, String advice) {

  static ErrorView of(int status, @Nullable String error, String detail) {
    return new ErrorView(status, title(status, error), detail(status, detail), advice(status));
  }

  private static String title(int status, @Nullable String error) {
    return switch (status) {
      case 401 -> "Please sign in";
      case 403 -> "CSRF".equals(error) ? "This form cannot be used any more" : "Not allowed";
      case 404 -> "This page does not exist";
      case 405 -> "Not possible here";
      case 413 -> "Too large";
      case 429 -> "Too many attempts";
      case 500 -> "Something went wrong";
      case 503 -> error == null ? "Not available at the moment" : error;
      default -> error == null ? "This request cannot be answered" : error;
    };
  }

  private static String detail(int status, String detail) {
    return status == 404
        ? "There is nothing at this address, or it belongs to somebody else, or it was deleted."
        : detail;
  }

  private static String advice(int status) {
    return switch (status) {
      case 401 -> "Sign in, then try again.";
      case 403 -> "Go back, load the page again and repeat what you did.";
      case 413 -> "Send a smaller file.";
      case 429, 503 -> "Wait a moment, then try again.";
      case 500 ->
          "No result was made up: nothing was recorded. Try again; if it happens again, tell"
              + " whoever runs this site, with the time at which it happened.";
      default -> "Check the address, or go on from one of the pages below.";
    };
  }

  /** Draws errors with the template of all pages. */
  static ErrorPages pages(Frames frames, Templates templates) {
    return (HttpServletRequest request, int status, @Nullable String error, String detail) ->
        templates.render("error.jte", frames.ofError(request), of(status, error, detail));
  }
}
