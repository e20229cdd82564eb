package io.pneumonia.persistence.grants;

import io.pneumonia.persistence.request.Actor;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A session or token that is alive, and whom it stands for.
 *
 * @param kind session or token
 * @param id unique within its kind
 * @param userId the account
 * @param username the account's name
 * @param administrator whether the account is an administrator's now
 * @param label the browser or program, as it called itself
 * @param address where it was issued to, or null
 * @param createdAt when it was issued
 * @param usedAt when it was last used, to a minute
 */
public record Grant(
    GrantKind kind,
    long id,
    long userId,
    String username,
    boolean administrator,
    String label,
    @Nullable String address,
    Instant createdAt,
    Instant usedAt) {

  /**
   * The person it stands for.
   *
   * @param from where the present request came from, or null
   * @return who acts
   */
  public Actor actor(@Nullable String from) {
    return new Actor(userId, username, administrator, from);
  }
}
