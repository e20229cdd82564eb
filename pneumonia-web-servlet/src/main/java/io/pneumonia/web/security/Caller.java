package io.pneumonia.web.security;

import io.pneumonia.persistence.grants.Grant;
import io.pneumonia.persistence.grants.GrantKind;
import io.pneumonia.persistence.request.Actor;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who makes a request.
 *
 * @param actor whom the records see
 * @param grant the session or token that says so, or null for nobody
 * @param secret the grant's secret, or null for nobody
 */
public record Caller(Actor actor, @Nullable Grant grant, @Nullable String secret) {

  private static final String ATTRIBUTE = Caller.class.getName();

  static Caller nobody(String address) {
    return new Caller(Actor.anonymous(address), null, null);
  }

  static Caller of(Grant grant, String secret, String address) {
    return new Caller(grant.actor(address), grant, secret);
  }

  void attach(HttpServletRequest request) {
    request.setAttribute(ATTRIBUTE, this);
  }

  /**
   * Who makes this request.
   *
   * @param request a request that has passed the filters
   * @return the caller, nobody too
   */
  public static Caller of(HttpServletRequest request) {
    return request.getAttribute(ATTRIBUTE) instanceof Caller caller
        ? caller
        : nobody(request.getRemoteAddr());
  }

  /**
   * The session or token in use.
   *
   * @return empty for nobody
   */
  public Optional<Grant> signedIn() {
    return Optional.ofNullable(grant);
  }

  /**
   * The session in use, which a browser's cookie named.
   *
   * @return empty for nobody, and for programs
   */
  public Optional<Grant> session() {
    return signedIn().filter(used -> used.kind() == GrantKind.SESSION);
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return actor.username().isEmpty() ? "nobody" : actor.username();
  }
}
