package io.pneumonia.web.page;

import io.pneumonia.web.security.CsrfTokens;
import org.jspecify.annotations.Nullable;

/**
 * What surrounds every page.
 *
 * @param assets where scripts and styles are
 * @param path of the page, from the root
 * @param username who is signed in, or null
 * @param administrator whether that is an administrator
 * @param csrfToken what forms of this page send in the field {@value #CSRF_FIELD}
 * @param message what was just done, or null
 * @param openRegistration whether anybody may register
 */
public record Frame(
    Assets assets,
    String path,
    @Nullable String username,
    boolean administrator,
    String csrfToken,
    @Nullable FlashMessage message,
    boolean openRegistration) {

  /** The name of the hidden field in every form. */
  public static final String CSRF_FIELD = CsrfTokens.FIELD;

  /**
   * Whether somebody is signed in.
   *
   * @return true if so
   */
  public boolean isSignedIn() {
    return username != null;
  }

  /**
   * What navigation says of a link.
   *
   * @param section the path that the link leads to
   * @return {@code page} for the page itself, {@code true} for those below it, or null
   */
  public @Nullable String current(String section) {
    if (path.equals(section)) {
      return "page";
    }
    return section.length() > 1 && path.startsWith(section) ? "true" : null;
  }
}
