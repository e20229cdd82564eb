package io.pneumonia.persistence.accounts;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An account of another system that this one replaces.
 *
 * @param username as it was
 * @param email may be empty
 * @param firstName may be empty
 * @param lastName may be empty
 * @param passwordHash as {@link #keptHash} gives it
 * @param administrator whether everything is allowed
 * @param active whether it may sign in
 * @param joinedAt when it was made, to the microsecond: with the name, how it is known again
 * @param lastLoginAt when it last signed in, or null
 */
public record FormerAccount(
    String username,
    String email,
    String firstName,
    String lastName,
    String passwordHash,
    boolean administrator,
    boolean active,
    Instant joinedAt,
    @Nullable Instant lastLoginAt) {

  /** No password is of this hash: the account signs in when it was given a new password. */
  public static final String NO_PASSWORD = "!";

  /**
   * A hash that Django made, as it is kept here.
   *
   * @param django like {@code pbkdf2_sha256$...} or {@code argon2$argon2id$...}
   * @return what its password verifies against until the next sign-in makes it anew; {@link
   *     #NO_PASSWORD} for hashes of other functions
   */
  public static String keptHash(String django) {
    return DjangoHash.kept(django).orElse(NO_PASSWORD);
  }

  /** Without the hash. */
  @Override
  public String toString() {
    return "account " + username;
  }
}
