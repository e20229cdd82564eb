package io.pneumonia.persistence.accounts;

import io.pneumonia.persistence.audit.AuditTrail;
import io.pneumonia.persistence.database.Database;
import io.pneumonia.persistence.database.Moments;
import io.pneumonia.persistence.database.Sha256;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Counts failed sign-ins in the database, for all processes on it. An attempt counts as failed when
 * it begins, so that many at once gain nothing, and is taken back when it succeeds. The narrowest
 * count comes first, and an attempt that is refused does not reach the wider ones: who is locked
 * out by one's own failures cannot use up the limits of others.
 */
final class LoginThrottle {

  private final Database database;
  private final AuditTrail audit;
  private final LoginLimits limits;
  private final Clock clock;

  LoginThrottle(Database database, AuditTrail audit, LoginLimits limits, Clock clock) {
    this.database = database;
    this.audit = audit;
    this.limits = limits;
    this.clock = clock;
  }

  /** An attempt on an account, by its folded name, whether or not there is such an account. */
  record Attempt(String usernameKey, String address) {

    String pair() {
      return Sha256.of("pair\n" + usernameKey + "\n" + network());
    }

    String fromAddress() {
      return Sha256.of("address\n" + network());
    }

    String onAccount() {
      return Sha256.of("account\n" + usernameKey);
    }

    private String network() {
      return ClientNetwork.of(address);
    }
  }

  /** Counts an attempt; returns how long to wait if it must not be looked at. */
  Optional<Duration> begin(Attempt attempt, @Nullable Long userId) {
    Instant now = Moments.now(clock);
    return database.write(
        handle ->
            refusal(handle, attempt.pair(), limits.perAccountAndAddress(), now)
                .or(() -> refusal(handle, attempt.fromAddress(), limits.perAddress(), now))
                .or(
                    () ->
                        refusal(handle, attempt.onAccount(), limits.perAccount(), now)
                            .filter(wait -> !isKnown(handle, attempt, userId, now))));
  }

  private boolean isKnown(Handle handle, Attempt attempt, @Nullable Long userId, Instant now) {
    Instant since = now.minus(LoginLimits.KNOWN_FOR);
    return userId != null && audit.knows(handle, userId, attempt.address(), since);
  }

  private Optional<Duration> refusal(Handle handle, String subject, int limit, Instant now) {
    Count count = increment(handle, subject, now);
    return count.failures() > limit
        ? Optional.of(Duration.between(now, count.windowEndsAt()))
        : Optional.empty();
  }

  private record Count(int failures, Instant windowEndsAt) {}

  private Count increment(Handle handle, String subject, Instant now) {
    return handle
        .createQuery(
            """
            INSERT INTO login_attempts AS seen (subject_sha256, failures, window_ends_at)
            VALUES (:subject, 1, :end)
            ON CONFLICT (subject_sha256) DO UPDATE SET
              failures = CASE WHEN seen.window_ends_at <= :now THEN 1 ELSE seen.failures + 1 END,
              window_ends_at =
                CASE WHEN seen.window_ends_at <= :now THEN :end ELSE seen.window_ends_at END
            RETURNING failures, window_ends_at
            """)
        .bind("subject", subject)
        .bind("now", now)
        .bind("end", now.plus(limits.window()))
        .map(
            (row, context) ->
                new Count(row.getInt("failures"), Moments.ofMicros(row.getLong("window_ends_at"))))
        .one();
  }

  /** Takes an attempt back that succeeded, within the transaction that notes the success. */
  void succeeded(Handle handle, Attempt attempt) {
    handle.execute("DELETE FROM login_attempts WHERE subject_sha256 = ?", attempt.pair());
    for (String subject : List.of(attempt.fromAddress(), attempt.onAccount())) {
      handle.execute(
          "UPDATE login_attempts SET failures = failures - 1"
              + " WHERE subject_sha256 = ? AND failures > 0",
          subject);
    }
  }

  /** Forgets the windows that are over. */
  int sweep() {
    Instant now = Moments.now(clock);
    return database.write(
        handle ->
            handle
                .createUpdate("DELETE FROM login_attempts WHERE window_ends_at <= :now")
                .bind("now", now)
                .execute());
  }
}
