package io.pneumonia.persistence;

import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.RequestRejected;
import io.pneumonia.persistence.accounts.Account;
import io.pneumonia.persistence.accounts.HashingCost;
import io.pneumonia.persistence.accounts.LoginLimits;
import io.pneumonia.persistence.accounts.Password;
import io.pneumonia.persistence.accounts.Registration;
import io.pneumonia.persistence.database.DatabaseAddress;
import io.pneumonia.persistence.request.Actor;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What the records promise, on every database: a test class extends this and runs once on each. */
@ParameterizedClass(name = "{0}")
@EnumSource(TestDatabase.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class RecordsContract {

  protected static final Instant NOON = Instant.parse("2026-11-25T12:00:00.123456Z");
  protected static final String PASSWORD = "blue-Heron-42";

  /** Cheap to compute: what is tested is not how long a guess takes. */
  protected static final HashingCost CHEAP = new HashingCost(64, 1, 1);

  private static final AtomicInteger NAMES = new AtomicInteger();

  @Parameter protected TestDatabase kind = TestDatabase.SQLITE;

  @SuppressWarnings("NullAway.Init") // Set before each class.
  protected Path folder;

  protected SettableClock clock = new SettableClock(NOON);

  @SuppressWarnings("NullAway.Init") // Set before each class.
  protected RecordsConfiguration configuration;

  @SuppressWarnings("NullAway.Init") // Set before each class.
  protected Records records;

  @BeforeAll
  void findAFolder(@TempDir Path folderOfBoth) {
    folder = folderOfBoth;
  }

  @BeforeParameterizedClassInvocation
  void open() {
    clock.set(NOON);
    configuration =
        RecordsConfiguration.in(folder.resolve(kind.name()))
            .withDatabase(kind.fresh(folder))
            .withSignIn(CHEAP, LoginLimits.DEFAULT)
            .withClock(clock);
    records = Records.open(configuration);
  }

  @AfterParameterizedClassInvocation
  void close() {
    records.close();
  }

  @BeforeEach
  void itIsNoon() {
    clock.set(NOON);
  }

  protected DatabaseAddress address() {
    return configuration.database();
  }

  protected static String freshName() {
    return "user" + NAMES.incrementAndGet();
  }

  protected static Registration registration(String username) {
    Password password = new Password(PASSWORD);
    return new Registration(username, username + "@example.org", "", "", password, password);
  }

  /** Somebody new. */
  protected Actor user() {
    return account().actor("192.0.2.1");
  }

  protected Account account() {
    return records.accounts().register(Actor.anonymous("192.0.2.1"), registration(freshName()));
  }

  /** A new administrator. */
  protected Actor administrator() {
    return records
        .accounts()
        .createAdministrator(Actor.SYSTEM, registration(freshName()))
        .actor("192.0.2.2");
  }

  protected static RequestRejected rejected(ThrowingCallable call, ErrorCode code) {
    RequestRejected error = Assertions.catchThrowableOfType(RequestRejected.class, call);
    Assertions.assertThat(error).isNotNull();
    Assertions.assertThat(error.code()).isEqualTo(code);
    return error;
  }
}
