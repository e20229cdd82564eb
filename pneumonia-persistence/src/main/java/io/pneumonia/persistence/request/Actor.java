package io.pneumonia.persistence.request;

import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.RequestRejected;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Who acts, and from where: what rights are checked against and what the audit trail keeps.
 *
 * @param userId the account, or null where nobody is signed in or the system itself acts
 * @param username the account's name; empty where nobody is signed in
 * @param administrator whether everything is allowed
 * @param address the network address the request came from, or null where there is none
 */
public record Actor(
    @Nullable Long userId, String username, boolean administrator, @Nullable String address) {

  /** The installation itself: first start, command line, nightly work. */
  public static final Actor SYSTEM = new Actor(null, "system", true, null);

  /** Refuses a missing name. */
  public Actor {
    Objects.requireNonNull(username, "username");
  }

  /**
   * Somebody who is not signed in.
   *
   * @param address where the request came from, or null
   * @return an actor without any rights
   */
  public static Actor anonymous(@Nullable String address) {
    return new Actor(null, "", false, address);
  }

  /**
   * The account of a person who is signed in.
   *
   * @return its id
   * @throws IllegalStateException if this is the system or nobody
   */
  public long requireUser() {
    if (userId == null) {
      throw new IllegalStateException("actor: expected a user, found '" + username + "'");
    }
    return userId;
  }

  /**
   * Lets administrators pass.
   *
   * @throws RequestRejected {@code ADMINISTRATOR_REQUIRED} for everybody else
   */
  public void requireAdministrator() {
    if (!administrator) {
      throw new RequestRejected(
          ErrorCode.ADMINISTRATOR_REQUIRED, "Only an administrator may do this.");
    }
  }

  /**
   * Whether what belongs to an account may be seen and changed.
   *
   * @param ownerId the account
   * @return true for the owner and for administrators
   */
  public boolean mayTouch(long ownerId) {
    return administrator || (userId != null && userId == ownerId);
  }
}
