package io.pneumonia.web.page;

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
