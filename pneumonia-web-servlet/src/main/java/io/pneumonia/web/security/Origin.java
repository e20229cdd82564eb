package io.pneumonia.web.security;

import jakarta.servlet.http.HttpServletRequest;

/** Where a request was made to, as browsers write it: scheme, host, and port unless usual. */
public final class Origin {

  private Origin() {}

  /**
   * The origin that a request was made to.
   *
   * @param request a request that has passed the filters
   * @return such as {@code https://example.org}
   */
  public static String of(HttpServletRequest request) {
    int port = request.getServerPort();
    boolean usual = port == (request.isSecure() ? 443 : 80);
    String host = request.getServerName();
    return request.getScheme() + "://" + host + (usual ? "" : ":" + port);
  }
}
