package io.pneumonia.web.security;

import io.pneumonia.web.configuration.Network;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request as the client made it: what trusted proxies say of its address, scheme and host. The
 * headers of anybody else are ignored.
 */
final class ForwardedRequest extends HttpServletRequestWrapper {

  private final String address;
  private final boolean secure;
  private final @Nullable HostHeader host;

  private ForwardedRequest(
      HttpServletRequest request, String address, boolean secure, @Nullable HostHeader host) {
    super(request);
    this.address = address;
    this.secure = secure;
    this.host = host;
  }

  static HttpServletRequest of(HttpServletRequest request, List<Network> proxies) {
    if (!isTrusted(request.getRemoteAddr(), proxies)) {
      return request;
    }
    String proto = last(request.getHeader("X-Forwarded-Proto"));
    String host = last(request.getHeader("X-Forwarded-Host"));
    return new ForwardedRequest(
        request,
        client(request, proxies),
        proto.isEmpty() ? request.isSecure() : proto.equalsIgnoreCase("https"),
        host.isEmpty() ? null : HostHeader.parse(host).orElse(null));
  }

  /**
   * From the right, the first address that is no trusted proxy: what lies left of it is hearsay.
   */
  private static String client(HttpServletRequest request, List<Network> proxies) {
    List<String> hops = new ArrayList<>();
    for (String header : Collections.list(request.getHeaders("X-Forwarded-For"))) {
      Arrays.stream(header.split(",", -1)).map(String::strip).forEach(hops::add);
    }
    String nearest = request.getRemoteAddr();
    for (int i = hops.size() - 1; i >= 0 && isTrusted(nearest, proxies); i--) {
      if (!isAddress(hops.get(i))) {
        return nearest;
      }
      nearest = hops.get(i);
    }
    return nearest;
  }

  private static boolean isAddress(String text) {
    try {
      return !Network.parse(text).toString().contains("/");
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static boolean isTrusted(String address, List<Network> proxies) {
    return proxies.stream().anyMatch(network -> network.contains(address));
  }

  private static String last(@Nullable String header) {
    return header == null ? "" : header.substring(header.lastIndexOf(',') + 1).strip();
  }

  @Override
  public String getRemoteAddr() {
    return address;
  }

  @Override
  public String getRemoteHost() {
    return address;
  }

  @Override
  public boolean isSecure() {
    return secure;
  }

  @Override
  public String getScheme() {
    return secure ? "https" : "http";
  }

  @Override
  public String getServerName() {
    return host == null ? super.getServerName() : host.name();
  }

  @Override
  public int getServerPort() {
    if (host != null) {
      return host.port() > 0 ? host.port() : secure ? 443 : 80;
    }
    return super.getServerPort();
  }

  /** Without the query, as the client sees it. */
  @Override
  public StringBuffer getRequestURL() {
    return new StringBuffer(Origin.of(this)).append(getRequestURI());
  }
}
