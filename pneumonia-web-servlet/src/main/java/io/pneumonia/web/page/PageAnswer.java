package io.pneumonia.web.page;

import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** What a page answers. */
sealed interface PageAnswer {

  /**
   * Something to see.
   *
   * @param template which template shows it, such as {@code login.jte}
   * @param view what the template is given
   * @param status the HTTP status
   */
  record Shown(String template, Object view, int status) implements PageAnswer {}

  /**
   * A file to keep, written while it is made.
   *
   * @param contentType of the file
   * @param fileName what it is called
   * @param body writes it
   */
  record Download(String contentType, String fileName, Body body) implements PageAnswer {}

  /** Writes a file. */
  @FunctionalInterface
  interface Body {

    /**
     * Writes all of it.
     *
     * @param out where to; left open
     * @throws IOException if the client went away
     */
    void write(OutputStream out) throws IOException;
  }

  /**
   * Somewhere to go on, with GET.
   *
   * @param path of this site, from the root
   * @param message what is said there, or null
   */
  record Redirect(String path, @Nullable FlashMessage message) implements PageAnswer {}

  static PageAnswer show(String template, Object view) {
    return new Shown(template, view, 200);
  }

  static PageAnswer show(String template, Object view, int status) {
    return new Shown(template, view, status);
  }

  static PageAnswer redirect(String path) {
    return new Redirect(path, null);
  }

  static PageAnswer redirect(String path, FlashMessage message) {
    return new Redirect(path, message);
  }
}
