package io.pneumonia.web.security;

import io.pneumonia.web.application.SecretKey;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a page of this site knows and another site does not: a signature of the session's secret. It
 * comes in the header {@value #HEADER} or the form field {@value #FIELD}.
 */
public final class CsrfTokens {

  /** The request header. */
  public static final String HEADER = "X-CSRFToken";

  /** The form field. */
  public static final String FIELD = "csrf_token";

  private static final String PURPOSE = "csrf";
  private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

  private final SecretKey key;

  /**
   * Tokens signed with a key.
   *
   * @param key the server's
   */
  public CsrfTokens(SecretKey key) {
    this.key = key;
  }

  static boolean isSafe(String method) {
    return SAFE.contains(method);
  }

  /**
   * The token of a session.
   *
   * @param secret the session's secret
   * @return 64 hexadecimal digits
   */
  public String of(String secret) {
    return key.sign(PURPOSE, secret);
  }

  /**
   * Whether a token is of a secret.
   *
   * @param secret of a session, or of a form that nobody has signed in for yet
   * @param given as a client sent it, or null
   * @return true if so
   */
  public boolean isValid(String secret, @Nullable String given) {
    return given != null && key.verify(PURPOSE, secret, given);
  }

  /**
   * A form field is looked at in simple forms only. A form with a file must not be read here: what
   * a page of this site sends, which browsers say, may pass, and the page looks at the field.
   */
  boolean isValid(Caller caller, HttpServletRequest request) {
    @Nullable String given = request.getHeader(HEADER);
    if (given == null && isForm(request, "multipart/form-data")) {
      return !ErrorPages.isForPrograms(request)
          && Origin.of(request).equals(request.getHeader("Origin"));
    }
    if (given == null && isForm(request, "application/x-www-form-urlencoded")) {
      given = field(request);
    }
    return isValid(Objects.requireNonNull(caller.secret()), given);
  }

  /** None where the form cannot be read, which each container says by an exception of its own. */
  private static @Nullable String field(HttpServletRequest request) {
    try {
      return request.getParameter(FIELD);
    } catch (RuntimeException e) {
      return null;
    }
  }

  private static boolean isForm(HttpServletRequest request, String kind) {
    @Nullable String type = request.getContentType();
    return type != null && type.startsWith(kind);
  }
}
