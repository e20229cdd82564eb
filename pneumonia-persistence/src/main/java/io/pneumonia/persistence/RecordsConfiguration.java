package io.pneumonia.persistence;

import io.pneumonia.persistence.accounts.HashingCost;
import io.pneumonia.persistence.accounts.LoginLimits;
import io.pneumonia.persistence.database.DatabaseAddress;
import io.pneumonia.persistence.encryption.EncryptionKeys;
import io.pneumonia.persistence.grants.Lifetime;
import io.pneumonia.persistence.media.MediaAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where the records are, and the rules that a deployer may set.
 *
 * @param database where the rows are kept
 * @param mediaFolder where the pictures are kept, unless they are in an object store
 * @param objectStore where the pictures are kept instead, or null
 * @param encryption what pictures and patients' fields are encrypted with
 * @param orphanGrace how long an upload may take before the sweep takes it for interrupted
 * @param hashingCost what one guess at a password costs
 * @param loginLimits how often a sign-in may fail
 * @param sessionLifetime how long browsers stay signed in
 * @param tokenLifetime how long programs stay signed in
 * @param clock tells the time
 */
public record RecordsConfiguration(
    DatabaseAddress database,
    Path mediaFolder,
    @Nullable MediaAddress objectStore,
    EncryptionKeys encryption,
    Duration orphanGrace,
    HashingCost hashingCost,
    LoginLimits loginLimits,
    Lifetime sessionLifetime,
    Lifetime tokenLifetime,
    Clock clock) {

  /** Refuses a negative time. */
  public RecordsConfiguration {
    if (orphanGrace.isNegative()) {
      throw new IllegalArgumentException(
          "orphan grace: expected no negative time, found " + orphanGrace);
    }
  }

  /**
   * A folder with everything in it: SQLite in {@code records.db}, pictures in {@code media}.
   *
   * @param folder created where it is missing
   * @return the configuration, everything else as usual
   */
  public static RecordsConfiguration in(Path folder) {
    DatabaseAddress file =
        new DatabaseAddress(
            "jdbc:sqlite:" + folder.resolve("records.db"), null, null, 8, Duration.ofSeconds(10));
    return new RecordsConfiguration(
        file,
        folder.resolve("media"),
        null,
        EncryptionKeys.NONE,
        Duration.ofHours(1),
        HashingCost.DEFAULT,
        LoginLimits.DEFAULT,
        Lifetime.OF_SESSIONS,
        Lifetime.OF_TOKENS,
        Clock.systemUTC());
  }

  /**
   * The same on another database.
   *
   * @param url {@code jdbc:sqlite:FILE} or {@code jdbc:postgresql://HOST:PORT/DATABASE}
   * @param user the database's user, or null
   * @param password the user's password, or null
   * @return the new configuration
   */
  public RecordsConfiguration withDatabase(
      String url, @Nullable String user, @Nullable String password) {
    return withDatabase(
        new DatabaseAddress(url, user, password, database.connections(), database.patience()));
  }

  /**
   * The same on another database.
   *
   * @param address where it is, how many connections, how long to wait
   * @return the new configuration
   */
  public RecordsConfiguration withDatabase(DatabaseAddress address) {
    return new RecordsConfiguration(
        address,
        mediaFolder,
        objectStore,
        encryption,
        orphanGrace,
        hashingCost,
        loginLimits,
        sessionLifetime,
        tokenLifetime,
        clock);
  }

  /**
   * The same with pictures elsewhere.
   *
   * @param folder created where it is missing
   * @return the new configuration
   */
  public RecordsConfiguration withMediaFolder(Path folder) {
    return new RecordsConfiguration(
        database,
        folder,
        null,
        encryption,
        orphanGrace,
        hashingCost,
        loginLimits,
        sessionLifetime,
        tokenLifetime,
        clock);
  }

  /**
   * The same with pictures in an object store.
   *
   * @param address which one
   * @return the new configuration
   */
  public RecordsConfiguration withObjectStore(MediaAddress address) {
    return new RecordsConfiguration(
        database,
        mediaFolder,
        address,
        encryption,
        orphanGrace,
        hashingCost,
        loginLimits,
        sessionLifetime,
        tokenLifetime,
        clock);
  }

  /**
   * The same with encryption.
   *
   * @param keys the first encrypts, all decrypt
   * @return the new configuration
   */
  public RecordsConfiguration withEncryption(EncryptionKeys keys) {
    return new RecordsConfiguration(
        database,
        mediaFolder,
        objectStore,
        keys,
        orphanGrace,
        hashingCost,
        loginLimits,
        sessionLifetime,
        tokenLifetime,
        clock);
  }

  /**
   * The same with another grace for uploads.
   *
   * @param grace how long an upload may take
   * @return the new configuration
   */
  public RecordsConfiguration withOrphanGrace(Duration grace) {
    return new RecordsConfiguration(
        database,
        mediaFolder,
        objectStore,
        encryption,
        grace,
        hashingCost,
        loginLimits,
        sessionLifetime,
        tokenLifetime,
        clock);
  }

  /**
   * The same with other rules for signing in.
   *
   * @param cost what one guess at a password costs
   * @param limits how often a sign-in may fail
   * @return the new configuration
   */
  public RecordsConfiguration withSignIn(HashingCost cost, LoginLimits limits) {
    return new RecordsConfiguration(
        database,
        mediaFolder,
        objectStore,
        encryption,
        orphanGrace,
        cost,
        limits,
        sessionLifetime,
        tokenLifetime,
        clock);
  }

  /**
   * The same with other lifetimes.
   *
   * @param ofSessions how long browsers stay signed in
   * @param ofTokens how long programs stay signed in
   * @return the new configuration
   */
  public RecordsConfiguration withLifetimes(Lifetime ofSessions, Lifetime ofTokens) {
    return new RecordsConfiguration(
        database,
        mediaFolder,
        objectStore,
        encryption,
        orphanGrace,
        hashingCost,
        loginLimits,
        ofSessions,
        ofTokens,
        clock);
  }

  /**
   * The same at another time.
   *
   * @param other tells the time
   * @return the new configuration
   */
  public RecordsConfiguration withClock(Clock other) {
    return new RecordsConfiguration(
        database,
        mediaFolder,
        objectStore,
        encryption,
        orphanGrace,
        hashingCost,
        loginLimits,
        sessionLifetime,
        tokenLifetime,
        other);
  }
}
