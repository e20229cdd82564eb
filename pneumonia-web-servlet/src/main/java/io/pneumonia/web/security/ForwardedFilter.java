package io.pneumonia.web.security;

import io.pneumonia.web.configuration.Network;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;

/** Sees requests as clients made them, wherever trusted proxies say so. The first of all. */
public final class ForwardedFilter extends HttpFilter {

  private static final long serialVersionUID = 1L;

  private final transient List<Network> proxies;

  /**
   * A filter that believes some.
   *
   * @param proxies whom
   */
  public ForwardedFilter(List<Network> proxies) {
    this.proxies = List.copyOf(proxies);
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    chain.doFilter(ForwardedRequest.of(request, proxies), response);
  }
}
