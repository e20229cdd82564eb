package io.pneumonia.web.security;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The cookie of a browser that nobody has signed in with yet: its secret makes the CSRF token of
 * the forms for registering and signing in.
 */
public final class FormCookie {

  private static final String NAME = "pneumonia_form";
  private static final String SECURE_NAME = "__Host-" + NAME;
  private static final Pattern FORM = Pattern.compile("[0-9a-f]{40}");
  private static final SecureRandom RANDOM = new SecureRandom();

  private FormCookie() {}

  private static String name(HttpServletRequest request) {
    return request.isSecure() ? SECURE_NAME : NAME;
  }

  /**
   * The secret that a browser has.
   *
   * @param request what it asks
   * @return empty if it has none
   */
  public static Optional<String> read(HttpServletRequest request) {
    Cookie[] cookies = request.getCookies();
    if (cookies == null) {
      return Optional.empty();
    }
    String name = name(request);
    return Arrays.stream(cookies)
        .filter(cookie -> cookie.getName().equals(name))
        .map(Cookie::getValue)
        .filter(value -> FORM.matcher(value).matches())
        .findFirst();
  }

  /**
   * Gives a browser a secret, unless it has one.
   *
   * @param request says whether TLS is in use
   * @param response where the cookie goes
   * @return the secret
   */
  public static String provide(HttpServletRequest request, HttpServletResponse response) {
    return read(request)
        .orElseGet(
            () -> {
              byte[] fresh = new byte[20];
              RANDOM.nextBytes(fresh);
              String secret = HexFormat.of().formatHex(fresh);
              Cookie cookie = new Cookie(name(request), secret);
              cookie.setHttpOnly(true);
              cookie.setSecure(request.isSecure());
              cookie.setPath("/");
              cookie.setAttribute("SameSite", "Lax");
              response.addCookie(cookie);
              return secret;
            });
  }
}
