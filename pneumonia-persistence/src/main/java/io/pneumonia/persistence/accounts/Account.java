package io.pneumonia.persistence.accounts;

import io.pneumonia.persistence.request.Actor;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who can sign in, or could.
 *
 * @param id never used again
 * @param username unique, whatever its case
 * @param email the e-mail address
 * @param firstName may be empty
 * @param lastName may be empty
 * @param administrator whether everything is allowed
 * @param active whether signing in is allowed
 * @param joinedAt when the account was made
 * @param lastLoginAt the last sign-in, or null if there was none
 */
public record Account(
    long id,
    String username,
    String email,
    String firstName,
    String lastName,
    boolean administrator,
    boolean active,
    Instant joinedAt,
    @Nullable Instant lastLoginAt) {

  /**
   * The person as the one who acts, for the moment of signing in.
   *
   * @param address where the request came from, or null
   * @return who acts
   */
  public Actor actor(@Nullable String address) {
    return new Actor(id, username, administrator, address);
  }

  Account edited(ProfileEdit edit) {
    return new Account(
        id,
        username,
        Objects.requireNonNullElse(edit.email(), email),
        Objects.requireNonNullElse(edit.firstName(), firstName),
        Objects.requireNonNullElse(edit.lastName(), lastName),
        administrator,
        active,
        joinedAt,
        lastLoginAt);
  }

  Account withRights(boolean asAdministrator, boolean asActive) {
    return new Account(
        id, username, email, firstName, lastName, asAdministrator, asActive, joinedAt, lastLoginAt);
  }
}
