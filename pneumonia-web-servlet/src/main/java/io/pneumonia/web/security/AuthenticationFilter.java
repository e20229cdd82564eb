package io.pneumonia.web.security;

import io.pneumonia.error.RecordsUnavailable;
import io.pneumonia.persistence.Records;
import io.pneumonia.persistence.grants.Grant;
import io.pneumonia.web.telemetry.RequestFailure;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds who asks: a token in the {@code Authorization} header, or else the session cookie. A wrong
 * token is refused, even where nobody need be signed in; a dead cookie is nobody.
 */
final class AuthenticationFilter extends HttpFilter {

  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(AuthenticationFilter.class);
  private static final String SCHEME = "Token ";

  private final transient Records records;
  private final transient CsrfTokens csrf;

  AuthenticationFilter(Records records, CsrfTokens csrf) {
    this.records = records;
    this.csrf = csrf;
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    Optional<Caller> caller;
    try {
      caller = caller(request);
    } catch (RecordsUnavailable e) {
      LOG.error("cannot tell who asks: {}", e.getMessage(), e);
      RequestFailure.note(request, e);
      response.setHeader("Retry-After", "5");
      Answers.error(
          request, response, 503, "Service unavailable", "The records cannot be used now.");
      return;
    }
    if (caller.isEmpty()) {
      Answers.unauthorized(request, response, "Invalid token.");
    } else if (isForged(caller.get(), request)) {
      Answers.error(request, response, 403, "CSRF", "CSRF token missing or incorrect.");
    } else {
      caller.get().attach(request);
      if (caller.get().grant() != null) {
        response.setHeader("Cache-Control", "no-store");
      }
      chain.doFilter(request, response);
    }
  }

  /** Empty for a token that is none. */
  private Optional<Caller> caller(HttpServletRequest request) {
    String address = request.getRemoteAddr();
    @Nullable String header = request.getHeader("Authorization");
    if (header != null) {
      if (!header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
        return Optional.empty();
      }
      String secret = header.substring(SCHEME.length()).strip();
      return records.tokens().find(secret).map(grant -> Caller.of(grant, secret, address));
    }
    Optional<String> cookie = SessionCookie.read(request);
    Optional<Grant> session = cookie.flatMap(records.sessions()::find);
    return Optional.of(
        session
            .map(grant -> Caller.of(grant, cookie.orElseThrow(), address))
            .orElseGet(() -> Caller.nobody(address)));
  }

  /** A browser sends its cookie with whatever another site makes it send; a token it does not. */
  private boolean isForged(Caller caller, HttpServletRequest request) {
    return caller.session().isPresent()
        && !CsrfTokens.isSafe(request.getMethod())
        && !csrf.isValid(caller, request);
  }
}
