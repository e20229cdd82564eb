package io.pneumonia.web.page;

/** What answers at one path. Thread-safe; one for all visits. */
interface Page {

  /** Who may see a page. */
  enum Access {
    /** Everybody. */
    PUBLIC,
    /** Whoever is signed in; others are asked to sign in first. */
    SIGNED_IN,
    /** Administrators; others are told that they are none. */
    ADMINISTRATOR
  }

  /**
   * Who may see it.
   *
   * @return whoever is signed in, unless it says otherwise
   */
  default Access access() {
    return Access.SIGNED_IN;
  }

  /**
   * Shows the page.
   *
   * @param visit who asks, and for what
   * @return what is shown
   */
  default PageAnswer get(Visit visit) {
    throw new MethodNotAllowed("POST");
  }

  /**
   * Takes a form, whose token has been checked (in forms with files, the page checks it).
   *
   * @param visit who asks, and for what
   * @return where to go on, or the form again with what is wrong
   */
  default PageAnswer post(Visit visit) {
    throw new MethodNotAllowed("GET, HEAD");
  }

  /** A page that is only shown, or a form that is only sent. */
  final class MethodNotAllowed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String allowed;

    MethodNotAllowed(String allowed) {
      super("expected " + allowed, null, false, false);
      this.allowed = allowed;
    }

    String allowed() {
      return allowed;
    }
  }
}
