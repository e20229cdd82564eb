package io.pneumonia.web.page;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Where to go on after signing in: a path of this site, whatever a link says. */
final class ReturnPath {

  static final String PARAMETER = "next";
  static final String USUAL = "/dashboard/";

  private static final int MAX_LENGTH = 1000;

  private ReturnPath() {}

  /** The page for signing in, with the way back. */
  static String signIn(String path, @Nullable String query) {
    String back = query == null ? path : path + "?" + query;
    return "/login/?" + PARAMETER + "=" + URLEncoder.encode(back, StandardCharsets.UTF_8);
  }

  /**
   * The path, if it is one of this site; else the usual one. Browsers take backslashes for slashes
   * and drop control characters, so that neither may be in it.
   */
  static String checked(@Nullable String next) {
    if (next == null || next.length() > MAX_LENGTH || !next.matches("/(?![/\\\\])[\\x21-\\x7e]*")) {
      return USUAL;
    }
    try {
      URI uri = new URI(next);
      boolean local = uri.getScheme() == null && uri.getRawAuthority() == null;
      return local && !next.contains("\\") ? next : USUAL;
    } catch (URISyntaxException e) {
      return USUAL;
    }
  }
}
