package io.pneumonia.web.security;

import io.pneumonia.web.configuration.ServerConfiguration;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** Refuses host names that are not the site's: links in answers are made of them. */
final class HostFilter extends HttpFilter {

  private static final long serialVersionUID = 1L;
  private static final List<String> THIS_MACHINE = List.of("localhost", "127.0.0.1", "[::1]");

  private final transient List<String> allowed;

  HostFilter(ServerConfiguration configuration) {
    List<String> named = configuration.exposure().allowedHosts();
    this.allowed = named.isEmpty() ? THIS_MACHINE : named.stream().map(HostFilter::lower).toList();
  }

  private static String lower(String host) {
    return host.toLowerCase(Locale.ROOT);
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    String host = lower(request.getServerName());
    if (allowed.stream().anyMatch(pattern -> matches(pattern, host))) {
      chain.doFilter(request, response);
    } else {
      Answers.error(
          request,
          response,
          400,
          "Invalid host",
          "This host name is not one of the site's (allowed-hosts).");
    }
  }

  private static boolean matches(String pattern, String host) {
    return pattern.startsWith(".")
        ? host.endsWith(pattern) || host.equals(pattern.substring(1))
        : host.equals(pattern);
  }
}
