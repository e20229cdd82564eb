package io.pneumonia.persistence.accounts;

import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.RequestRejected;
import io.pneumonia.persistence.audit.AuditAction;
import io.pneumonia.persistence.audit.AuditEvent;
import io.pneumonia.persistence.audit.AuditTrail;
import io.pneumonia.persistence.database.Database;
import io.pneumonia.persistence.database.Moments;
import io.pneumonia.persistence.grants.Grants;
import io.pneumonia.persistence.request.Actor;
import io.pneumonia.persistence.request.FieldCheck;
import io.pneumonia.persistence.request.Page;
import io.pneumonia.persistence.request.PageRequest;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;

/** The accounts of an installation: making, finding, editing, deactivating them. */
public final class Accounts {

  /** Two administrators who demote each other at once would leave none. */
  private static final long ADMINISTRATORS_LOCK = 0x504e454d_0002L;

  private final AccountRules rules = new AccountRules();
  private final Database database;
  private final AuditTrail audit;
  private final PasswordHashes hashes;
  private final List<Grants> grants;
  private final Clock clock;

  /**
   * The accounts in a database.
   *
   * @param database where they are kept
   * @param audit keeps who changed what
   * @param hashes hides passwords
   * @param grants the sessions and tokens that end when an account is deactivated
   * @param clock tells the time
   */
  public Accounts(
      Database database,
      AuditTrail audit,
      PasswordHashes hashes,
      List<Grants> grants,
      Clock clock) {
    this.database = database;
    this.audit = audit;
    this.hashes = hashes;
    this.grants = List.copyOf(grants);
    this.clock = clock;
  }

  /**
   * Makes an account.
   *
   * @param actor who asks, usually {@link Actor#anonymous}
   * @param registration what was filled in
   * @return the new account, which may sign in at once
   * @throws RequestRejected with every field that cannot be accepted: {@code FIELD_INVALID}, {@code
   *     NAME_TAKEN}, {@code PASSWORD_WEAK}
   */
  public Account register(Actor actor, Registration registration) {
    return create(actor, registration, false);
  }

  /**
   * Makes an administrator's account.
   *
   * @param actor an administrator, or the system
   * @param registration what was filled in
   * @return the new account
   * @throws RequestRejected as {@link #register}, and {@code ADMINISTRATOR_REQUIRED}
   */
  public Account createAdministrator(Actor actor, Registration registration) {
    actor.requireAdministrator();
    return create(actor, registration, true);
  }

  private Account create(Actor actor, Registration registration, boolean administrator) {
    FieldCheck check = new FieldCheck();
    rules.check(check, registration);
    // Nobody must pass for the installation itself, which the trail tells by its name.
    boolean taken =
        AccountRows.key(registration.username()).equals(Actor.SYSTEM.username())
            || database.read(handle -> AccountRows.isTaken(handle, registration.username()));
    if (taken) {
      check.add("username", ErrorCode.NAME_TAKEN, "This user name is taken.");
    }
    check.done();
    String hash = hashes.hash(registration.password());
    return database.write(
        handle -> {
          long id =
              AccountRows.insert(handle, registration, hash, administrator, Moments.now(clock))
                  .orElseThrow(Accounts::nameTaken);
          Account account = require(handle, id);
          boolean bySelf = actor.userId() == null && !actor.administrator();
          Actor who = bySelf ? account.actor(actor.address()) : actor;
          audit.append(handle, who, AuditEvent.of(AuditAction.REGISTER).onUser(id));
          if (administrator) {
            audit.append(handle, who, AuditEvent.of(AuditAction.ADMINISTRATOR_GRANT).onUser(id));
          }
          return account;
        });
  }

  private static RequestRejected nameTaken() {
    return RequestRejected.ofField("username", ErrorCode.NAME_TAKEN, "This user name is taken.");
  }

  /**
   * Finds an account.
   *
   * @param actor its owner or an administrator
   * @param id which
   * @return the account
   * @throws RequestRejected {@code RECORD_NOT_FOUND} if there is none, or it is somebody else's
   */
  public Account find(Actor actor, long id) {
    if (!actor.mayTouch(id)) {
      throw notFound();
    }
    return database.read(handle -> require(handle, id));
  }

  /**
   * Finds an account by its name, whatever the case.
   *
   * @param actor an administrator
   * @param username the name
   * @return the account
   * @throws RequestRejected {@code ADMINISTRATOR_REQUIRED}; {@code RECORD_NOT_FOUND}
   */
  public Account findByName(Actor actor, String username) {
    actor.requireAdministrator();
    return database
        .read(handle -> AccountRows.byKey(handle, AccountRows.key(username)))
        .orElseThrow(Accounts::notFound)
        .account();
  }

  /**
   * Lists accounts by name.
   *
   * @param actor an administrator
   * @param filter which
   * @param page which page of them
   * @return the page
   * @throws RequestRejected {@code ADMINISTRATOR_REQUIRED}
   */
  public Page<Account> search(Actor actor, AccountFilter filter, PageRequest page) {
    actor.requireAdministrator();
    return database.read(handle -> AccountRows.page(handle, filter, page));
  }

  /**
   * Changes the own names and e-mail address.
   *
   * @param actor whose account it is
   * @param edit what changes
   * @return the changed account
   * @throws RequestRejected {@code FIELD_INVALID} with every field that cannot be accepted
   */
  public Account edit(Actor actor, ProfileEdit edit) {
    return database.write(
        handle -> {
          Account edited = require(handle, actor.requireUser()).edited(edit);
          FieldCheck check = new FieldCheck();
          rules.check(check, edited);
          check.done();
          AccountRows.update(handle, edited);
          audit.append(handle, actor, AuditEvent.of(AuditAction.PROFILE_EDIT));
          return edited;
        });
  }

  /**
   * Lets an account sign in, or not. The sessions and tokens of one that may not end at once.
   *
   * @param actor an administrator
   * @param id which account
   * @param active whether it may sign in
   * @return the changed account
   * @throws RequestRejected {@code ADMINISTRATOR_REQUIRED}; {@code RECORD_NOT_FOUND}; {@code
   *     RECORD_CONFLICT} for the last administrator
   */
  public Account setActive(Actor actor, long id, boolean active) {
    return changeRights(
        actor,
        id,
        active ? AuditAction.USER_ACTIVATE : AuditAction.USER_DEACTIVATE,
        account -> account.withRights(account.administrator(), active));
  }

  /**
   * Makes an account an administrator's, or not.
   *
   * @param actor an administrator
   * @param id which account
   * @param administrator whether everything is allowed to it
   * @return the changed account
   * @throws RequestRejected {@code ADMINISTRATOR_REQUIRED}; {@code RECORD_NOT_FOUND}; {@code
   *     RECORD_CONFLICT} for the last administrator
   */
  public Account setAdministrator(Actor actor, long id, boolean administrator) {
    return changeRights(
        actor,
        id,
        administrator ? AuditAction.ADMINISTRATOR_GRANT : AuditAction.ADMINISTRATOR_REVOKE,
        account -> account.withRights(administrator, account.active()));
  }

  private Account changeRights(
      Actor actor, long id, AuditAction action, UnaryOperator<Account> change) {
    actor.requireAdministrator();
    return database.write(
        handle -> {
          database.exclusively(handle, ADMINISTRATORS_LOCK);
          Account before = require(handle, id);
          Account after = change.apply(before);
          if (!after.equals(before)) {
            requireAdministratorLeft(handle, before, after);
            AccountRows.update(handle, after);
            if (!after.active()) {
              grants.forEach(kind -> kind.revokeAll(handle, id, null));
            }
            audit.append(handle, actor, AuditEvent.of(action).onUser(id));
          }
          return after;
        });
  }

  private static void requireAdministratorLeft(Handle handle, Account before, Account after) {
    boolean wasOne = before.administrator() && before.active();
    boolean isOne = after.administrator() && after.active();
    if (wasOne && !isOne && !AccountRows.hasOtherAdministrator(handle, before.id())) {
      throw new RequestRejected(
          ErrorCode.RECORD_CONFLICT,
          "account " + before.username() + ": the last administrator must remain one");
    }
  }

  /**
   * Takes over an account of another system, within a transaction of this module, as it is: rules
   * for new accounts were another system's.
   *
   * @param handle the transaction
   * @param account what the other system kept
   * @return the account here, which may have been taken over before; empty if its name is that of
   *     an account with another beginning
   */
  public Optional<Account> takeOver(Handle handle, FormerAccount account) {
    Optional<Long> made = AccountRows.insert(handle, account);
    return made.isPresent()
        ? made.map(id -> require(handle, id))
        : AccountRows.byKey(handle, AccountRows.key(account.username()))
            .map(AccountRows.Stored::account)
            .filter(known -> known.joinedAt().equals(account.joinedAt()));
  }

  static Account require(Handle handle, long id) {
    return AccountRows.byId(handle, id).orElseThrow(Accounts::notFound);
  }

  private static RequestRejected notFound() {
    return new RequestRejected(ErrorCode.RECORD_NOT_FOUND, "No such account.");
  }
}
