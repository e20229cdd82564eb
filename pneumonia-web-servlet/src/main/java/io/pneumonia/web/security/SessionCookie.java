package io.pneumonia.web.security;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.Optional;

/**
 * The cookie that says which session a browser has. Behind TLS its name has the prefix that makes
 * browsers refuse one set by another host or without TLS.
 */
public final class SessionCookie {

  /** The name where TLS is not in use; behind TLS it has a prefix. */
  public static final String NAME = "pneumonia_session";

  private static final String SECURE_NAME = "__Host-" + NAME;

  private SessionCookie() {}

  private static String name(HttpServletRequest request) {
    return request.isSecure() ? SECURE_NAME : NAME;
  }

  static Optional<String> read(HttpServletRequest request) {
    Cookie[] cookies = request.getCookies();
    if (cookies == null) {
      return Optional.empty();
    }
    String name = name(request);
    return Arrays.stream(cookies)
        .filter(cookie -> cookie.getName().equals(name))
        .map(Cookie::getValue)
        .findFirst();
  }

  /**
   * Gives a browser its session.
   *
   * @param request says whether TLS is in use
   * @param response where the cookie goes
   * @param secret the session's secret
   */
  public static void write(
      HttpServletRequest request, HttpServletResponse response, String secret) {
    response.addCookie(cookie(request, secret));
  }

  /**
   * Takes the session from a browser.
   *
   * @param request says whether TLS is in use
   * @param response where the cookie goes
   */
  public static void clear(HttpServletRequest request, HttpServletResponse response) {
    Cookie cookie = cookie(request, "");
    cookie.setMaxAge(0);
    response.addCookie(cookie);
  }

  private static Cookie cookie(HttpServletRequest request, String value) {
    Cookie cookie = new Cookie(name(request), value);
    cookie.setHttpOnly(true);
    cookie.setSecure(request.isSecure());
    cookie.setPath("/");
    cookie.setAttribute("SameSite", "Lax");
    return cookie;
  }
}
