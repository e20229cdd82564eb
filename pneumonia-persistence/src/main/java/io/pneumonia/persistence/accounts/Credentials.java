package io.pneumonia.persistence.accounts;

import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.RequestRejected;
import io.pneumonia.persistence.accounts.AccountRows.Stored;
import io.pneumonia.persistence.accounts.LoginThrottle.Attempt;
import io.pneumonia.persistence.audit.AuditAction;
import io.pneumonia.persistence.audit.AuditEvent;
import io.pneumonia.persistence.audit.AuditTrail;
import io.pneumonia.persistence.database.Database;
import io.pneumonia.persistence.database.Moments;
import io.pneumonia.persistence.grants.Grant;
import io.pneumonia.persistence.grants.Grants;
import io.pneumonia.persistence.request.Actor;
import io.pneumonia.persistence.request.FieldCheck;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Names with passwords: checking them, changing them, and slowing down who guesses. */
public final class Credentials {

  private final AccountRules rules = new AccountRules();
  private final Database database;
  private final AuditTrail audit;
  private final PasswordHashes hashes;
  private final LoginThrottle throttle;
  private final List<Grants> grants;
  private final Clock clock;

  /**
   * The credentials in a database.
   *
   * @param database where they are kept
   * @param audit keeps sign-ins, failed ones too, and changes
   * @param hashes hides passwords
   * @param limits how often a sign-in may fail
   * @param grants the sessions and tokens that end with a password
   * @param clock tells the time
   */
  public Credentials(
      Database database,
      AuditTrail audit,
      PasswordHashes hashes,
      LoginLimits limits,
      List<Grants> grants,
      Clock clock) {
    this.database = database;
    this.audit = audit;
    this.hashes = hashes;
    this.throttle = new LoginThrottle(database, audit, limits, clock);
    this.grants = List.copyOf(grants);
    this.clock = clock;
  }

  /**
   * Signs in. The answer to a wrong name is the answer to a wrong password, and takes as long.
   *
   * @param username as it was typed: anything
   * @param password as it was typed
   * @param address where the request came from
   * @return the account
   * @throws RequestRejected {@code CREDENTIALS_INVALID} if no active account has this name and
   *     password; {@code TOO_MANY_ATTEMPTS} if it was not looked at
   */
  public Account authenticate(String username, Password password, String address) {
    String key = AccountRows.key(username);
    Optional<Stored> stored = database.read(handle -> AccountRows.byKey(handle, key));
    Attempt attempt = new Attempt(key, address);
    requireTurn(attempt, stored);
    if (stored.isEmpty()) {
      hashes.verifyNobodys(password);
    }
    return stored
        .filter(found -> hashes.verify(password, found.passwordHash()))
        .filter(found -> found.account().active())
        .flatMap(found -> signIn(found, password, attempt))
        .orElseThrow(() -> refused(stored, address));
  }

  private void requireTurn(Attempt attempt, Optional<Stored> stored) {
    @Nullable Long id = stored.map(found -> found.account().id()).orElse(null);
    Optional<Duration> wait = throttle.begin(attempt, id);
    if (wait.isPresent()) {
      throw RequestRejected.tooManyAttempts(wait.get());
    }
  }

  private Optional<Account> signIn(Stored found, Password password, Attempt attempt) {
    String hash = found.passwordHash();
    String next = hashes.isOutdated(hash) ? hashes.hash(password) : hash;
    long id = found.account().id();
    return database.write(
        handle -> {
          if (!AccountRows.signIn(handle, id, hash, next, Moments.now(clock))) {
            return Optional.empty();
          }
          throttle.succeeded(handle, attempt);
          Account account = Accounts.require(handle, id);
          audit.append(handle, account.actor(attempt.address()), AuditEvent.of(AuditAction.LOGIN));
          return Optional.of(account);
        });
  }

  /** A name without an account is not kept: it may be a password in the wrong field. */
  private RequestRejected refused(Optional<Stored> stored, String address) {
    Actor who =
        stored.map(found -> found.account().actor(address)).orElse(Actor.anonymous(address));
    audit.append(who, AuditEvent.of(AuditAction.LOGIN_FAILED));
    return new RequestRejected(
        ErrorCode.CREDENTIALS_INVALID, "No active account has this user name and password.");
  }

  /**
   * Changes the own password. Every session and token but the one in use ends.
   *
   * @param actor whose password it is
   * @param change what was filled in
   * @param inUse the session or token of this request, or null to end all
   * @throws RequestRejected with every field that cannot be accepted: {@code PASSWORD_WRONG},
   *     {@code PASSWORD_WEAK}, {@code FIELD_INVALID}; {@code TOO_MANY_ATTEMPTS} if the present
   *     password was guessed at too often
   */
  public void changePassword(Actor actor, PasswordChange change, @Nullable Grant inUse) {
    Stored stored = requireStored(actor.requireUser());
    FieldCheck check = new FieldCheck();
    rules.checkPassword(check, "new_password", change.next(), stored.account());
    AccountRules.checkConfirmation(
        check, "new_password_confirm", change.next(), change.confirmation());
    if (!isPresentPassword(stored, change.present(), actor)) {
      check.add("old_password", ErrorCode.PASSWORD_WRONG, "This is not the present password.");
    }
    check.done();
    String next = hashes.hash(change.next());
    long id = stored.account().id();
    database.change(
        handle -> {
          if (!AccountRows.replaceHash(handle, id, stored.passwordHash(), next)) {
            throw new RequestRejected(
                ErrorCode.RECORD_CONFLICT, "The password was changed in the meantime.");
          }
          grants.forEach(kind -> kind.revokeAll(handle, id, inUse));
          audit.append(handle, actor, AuditEvent.of(AuditAction.PASSWORD_CHANGE));
        });
  }

  private boolean isPresentPassword(Stored stored, Password typed, Actor actor) {
    String address = actor.address() == null ? "" : actor.address();
    Attempt attempt = new Attempt(AccountRows.key(stored.account().username()), address);
    requireTurn(attempt, Optional.of(stored));
    boolean right = hashes.verify(typed, stored.passwordHash());
    if (right) {
      database.change(handle -> throttle.succeeded(handle, attempt));
    }
    return right;
  }

  /**
   * Sets somebody's password. All sessions and tokens of the account end.
   *
   * @param actor an administrator, or the system
   * @param id which account
   * @param next the new password
   * @throws RequestRejected {@code ADMINISTRATOR_REQUIRED}; {@code RECORD_NOT_FOUND}; {@code
   *     PASSWORD_WEAK} for field {@code new_password}
   */
  public void resetPassword(Actor actor, long id, Password next) {
    actor.requireAdministrator();
    FieldCheck check = new FieldCheck();
    rules.checkPassword(check, "new_password", next, requireStored(id).account());
    check.done();
    String hash = hashes.hash(next);
    database.change(
        handle -> {
          AccountRows.setHash(handle, id, hash);
          grants.forEach(kind -> kind.revokeAll(handle, id, null));
          audit.append(handle, actor, AuditEvent.of(AuditAction.PASSWORD_RESET).onUser(id));
        });
  }

  private Stored requireStored(long id) {
    return database.read(
        handle -> {
          String username = Accounts.require(handle, id).username();
          return AccountRows.byKey(handle, AccountRows.key(username)).orElseThrow();
        });
  }

  /**
   * Forgets failed sign-ins that no longer count.
   *
   * @return how many counts were forgotten
   */
  public int sweep() {
    return throttle.sweep();
  }
}
