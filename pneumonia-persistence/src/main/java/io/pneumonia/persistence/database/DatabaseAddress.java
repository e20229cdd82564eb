package io.pneumonia.persistence.database;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where the database is, and how it is reached.
 *
 * @param url {@code jdbc:sqlite:FILE} or {@code jdbc:postgresql://HOST:PORT/DATABASE}
 * @param user the database's user, or null where the URL names it or none is needed
 * @param password the user's password, or null
 * @param connections how many statements run at once, 1 or more
 * @param patience how long to wait for a connection or a lock before giving up
 */
public record DatabaseAddress(
    String url,
    @Nullable String user,
    @Nullable String password,
    int connections,
    Duration patience) {

  /** Refuses what cannot be used. */
  public DatabaseAddress {
    Objects.requireNonNull(url, "url");
    if (connections < 1) {
      throw new IllegalArgumentException("connections: expected 1 or more, found " + connections);
    }
    if (patience.toMillis() < 250) {
      throw new IllegalArgumentException("patience: expected 250 ms or more, found " + patience);
    }
  }

  /**
   * The URL as it may be shown: without parameters and user information, which may hold a password.
   *
   * @return the beginning of the URL
   */
  public String shown() {
    return url.replaceFirst("\\?.*", "").replaceFirst("//[^/]*@", "//");
  }

  /** As {@link #shown()}. */
  @Override
  public String toString() {
    return shown();
  }
}
