package io.pneumonia.persistence.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.sun.management.ThreadMXBean;
import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.FieldProblem;
import io.pneumonia.error.RequestRejected;
import io.pneumonia.persistence.Records;
import io.pneumonia.persistence.RecordsContract;
import io.pneumonia.persistence.TestDatabase;
import io.pneumonia.persistence.grants.Issued;
import io.pneumonia.persistence.request.Actor;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class CredentialsTest extends RecordsContract {

  private static final String ADDRESS = "192.0.2.1";

  /** What Django stores: PBKDF2-HMAC-SHA256 by Python's hashlib, salt "seasalt", 1000 rounds. */
  private static final String DJANGO =
      "pbkdf2_sha256$1000$seasalt$O/BtceO/3/hwPHF8rUV+4VM88Vf2Ab0uCmJaYxnmKJg=";

  @Test
  void signsInWithNameAndPasswordWhateverTheNamesCase() {
    Account account = account();

    Account found =
        records
            .credentials()
            .authenticate(
                account.username().toUpperCase(Locale.ROOT), new Password(PASSWORD), ADDRESS);

    assertThat(found.id()).isEqualTo(account.id());
    assertThat(found.lastLoginAt()).isEqualTo(NOON);
  }

  @Test
  void answersAWrongNameAsAWrongPassword() {
    String name = account().username();
    String toWrongPassword = refusal(name, "blue-Heron-43").getMessage();
    String toWrongName = refusal(freshName(), PASSWORD).getMessage();

    assertThat(toWrongName).isEqualTo(toWrongPassword);
  }

  /** The work is told by the memory that it takes, which no other load on the machine changes. */
  @Test
  void worksAsHardForANameThatNobodyHas() {
    HashingCost cost = new HashingCost(8192, 1, 1);
    try (Records there = Records.open(configuration.withSignIn(cost, LoginLimits.DEFAULT))) {
      String known = freshName();
      there.accounts().register(Actor.anonymous(ADDRESS), registration(known));

      long forKnown = memoryToRefuse(there, known);

      assertThat(forKnown).isGreaterThan(8192L * 1024);
      assertThat(memoryToRefuse(there, freshName())).isCloseTo(forKnown, withinPercentage(5));
    }
  }

  private static long memoryToRefuse(Records records, String name) {
    ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = thread.getCurrentThreadAllocatedBytes();
    rejected(
        () -> records.credentials().authenticate(name, new Password("wrong"), freshAddress()),
        ErrorCode.CREDENTIALS_INVALID);
    return thread.getCurrentThreadAllocatedBytes() - before;
  }

  @Test
  void survivesWhateverIsTyped() {
    refusal("\0", PASSWORD);
    refusal("", "");
    refusal("x".repeat(100_000), "y".repeat(100_000));
    refusal("' OR 1=1 --", PASSWORD);
  }

  private RequestRejected refusal(String name, String password) {
    return rejected(
        () -> records.credentials().authenticate(name, new Password(password), freshAddress()),
        ErrorCode.CREDENTIALS_INVALID);
  }

  private static String freshAddress() {
    return "host-" + freshName();
  }

  @Test
  void refusesADeactivatedAccount() {
    Account account = account();
    records.accounts().setActive(Actor.SYSTEM, account.id(), false);

    refusal(account.username(), PASSWORD);
  }

  @Test
  void takesDjangosHashesAndReplacesThem() {
    Account account = account();
    TestDatabase.run(
        address(), "UPDATE users SET password_hash = '" + DJANGO + "' WHERE id = " + account.id());

    refusal(account.username(), "blue-Heron-43");
    assertThat(hashOf(account)).isEqualTo(DJANGO);
    records.credentials().authenticate(account.username(), new Password(PASSWORD), ADDRESS);
    assertThat(hashOf(account)).startsWith("$argon2id$v=19$m=64,t=1,p=1$");
    records.credentials().authenticate(account.username(), new Password(PASSWORD), ADDRESS);
  }

  @Test
  void refusesAHashOfAnUnknownKind() {
    Account account = account();
    TestDatabase.run(
        address(), "UPDATE users SET password_hash = '!unusable' WHERE id = " + account.id());

    refusal(account.username(), "!unusable");
  }

  @Test
  void hashesAgainWhenTheCostHasGrown() {
    Account account = account();
    HashingCost dearer = new HashingCost(128, 2, 1);
    try (Records later = Records.open(configuration.withSignIn(dearer, LoginLimits.DEFAULT))) {
      later.credentials().authenticate(account.username(), new Password(PASSWORD), ADDRESS);
    }
    assertThat(hashOf(account)).startsWith("$argon2id$v=19$m=128,t=2,p=1$");

    records.credentials().authenticate(account.username(), new Password(PASSWORD), ADDRESS);
    assertThat(hashOf(account)).startsWith("$argon2id$v=19$m=128,t=2,p=1$");
  }

  private String hashOf(Account account) {
    return TestDatabase.text(
        address(), "SELECT password_hash FROM users WHERE id = " + account.id());
  }

  @Test
  void endsEverySessionAndTokenButTheOneInUseWithThePassword() {
    Account account = account();
    Actor actor = account.actor(ADDRESS);
    Issued inUse = records.sessions().issue(actor, "this browser");
    Issued other = records.sessions().issue(actor, "another browser");
    Issued token = records.tokens().issue(actor, "script");

    records.credentials().changePassword(actor, change(PASSWORD, "green-Egret-7"), inUse.grant());

    assertThat(records.sessions().find(inUse.secret())).isPresent();
    assertThat(records.sessions().find(other.secret())).isEmpty();
    assertThat(records.tokens().find(token.secret())).isEmpty();
    refusal(account.username(), PASSWORD);
    records.credentials().authenticate(account.username(), new Password("green-Egret-7"), ADDRESS);
  }

  private static PasswordChange change(String present, String next) {
    return new PasswordChange(new Password(present), new Password(next), new Password(next));
  }

  @Test
  void wantsThePresentPasswordAndAGoodNextOneTwice() {
    Actor actor = user();
    PasswordChange bad =
        new PasswordChange(new Password("wrong"), new Password("short"), new Password("other"));

    assertThat(
            rejected(
                    () -> records.credentials().changePassword(actor, bad, null),
                    ErrorCode.FIELD_INVALID)
                .problems())
        .extracting(FieldProblem::field)
        .containsExactly("new_password", "new_password_confirm", "old_password");
  }

  @Test
  void limitsGuessesAtThePresentPassword() {
    Actor actor = user();
    for (int i = 0; i < LoginLimits.DEFAULT.perAccountAndAddress(); i++) {
      rejected(
          () -> records.credentials().changePassword(actor, change("wrong", "green-Egret-7"), null),
          ErrorCode.PASSWORD_WRONG);
    }
    rejected(
        () -> records.credentials().changePassword(actor, change(PASSWORD, "green-Egret-7"), null),
        ErrorCode.TOO_MANY_ATTEMPTS);
  }

  @Test
  void letsAnAdministratorSetAPasswordWhichEndsEverything() {
    Account account = account();
    Issued session = records.sessions().issue(account.actor(null), "browser");

    rejected(
        () ->
            records
                .credentials()
                .resetPassword(Actor.SYSTEM, account.id(), new Password("password1")),
        ErrorCode.PASSWORD_WEAK);
    records.credentials().resetPassword(Actor.SYSTEM, account.id(), new Password("green-Egret-7"));

    assertThat(records.sessions().find(session.secret())).isEmpty();
    records.credentials().authenticate(account.username(), new Password("green-Egret-7"), ADDRESS);
  }
}
