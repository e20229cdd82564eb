package io.pneumonia.persistence.grants;

import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.RequestRejected;
import io.pneumonia.persistence.audit.AuditAction;
import io.pneumonia.persistence.audit.AuditEvent;
import io.pneumonia.persistence.audit.AuditTrail;
import io.pneumonia.persistence.database.Database;
import io.pneumonia.persistence.database.Moments;
import io.pneumonia.persistence.request.Actor;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The sessions, or the tokens, of an installation. Who has the secret is the person. */
public final class Grants {

  /** How many of a kind one account may have; issuing more ends the one unused for longest. */
  public static final int MAX_PER_USER = 50;

  private static final int MAX_LABEL = 200;

  private final Secrets secrets = new Secrets();
  private final GrantRows rows;
  private final GrantKind kind;
  private final Database database;
  private final AuditTrail audit;
  private final Lifetime lifetime;
  private final Clock clock;

  /**
   * The grants of one kind in a database.
   *
   * @param kind which
   * @param database where they are kept
   * @param audit keeps who ended what
   * @param lifetime how long they live
   * @param clock tells the time
   */
  public Grants(
      GrantKind kind, Database database, AuditTrail audit, Lifetime lifetime, Clock clock) {
    this.rows = new GrantRows(kind);
    this.kind = kind;
    this.database = database;
    this.audit = audit;
    this.lifetime = lifetime;
    this.clock = clock;
  }

  /**
   * Issues a grant to somebody who has just signed in.
   *
   * @param actor who, and from where
   * @param label the browser or program, as it calls itself; cut to 200 characters
   * @return the grant and its secret
   */
  public Issued issue(Actor actor, String label) {
    String secret = secrets.fresh();
    Instant now = Moments.now(clock);
    return database.write(
        handle -> {
          long user = actor.requireUser();
          rows.insert(handle, user, Secrets.digest(secret), shown(label), actor.address(), now);
          rows.keepLatest(handle, user, MAX_PER_USER);
          return new Issued(secret, living(handle, secret, now).orElseThrow());
        });
  }

  /**
   * Takes over a grant that another system issued, within a transaction of this module: its secret
   * goes on standing for its owner. It counts as used now.
   *
   * @param handle the transaction
   * @param user whom it stands for
   * @param secret as the other system keeps it
   * @param label where it comes from; cut to 200 characters
   * @param createdAt when it was issued
   * @return whether it was taken; not if it has another form than secrets here, or is known
   */
  public boolean takeOver(
      Handle handle, long user, String secret, String label, Instant createdAt) {
    return Secrets.isSecret(secret)
        && rows.insert(
            handle,
            user,
            Secrets.digest(secret),
            shown(label),
            null,
            createdAt,
            Moments.now(clock));
  }

  private static String shown(String label) {
    return label
        .codePoints()
        .filter(c -> !Character.isISOControl(c))
        .limit(MAX_LABEL)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  /**
   * Finds whom a secret stands for, and notes that it was used.
   *
   * @param secret as a client sent it: anything
   * @return the grant; empty if there is none, it is expired, or the account is deactivated
   */
  public Optional<Grant> find(String secret) {
    if (!Secrets.isSecret(secret)) {
      return Optional.empty();
    }
    Instant now = Moments.now(clock);
    Optional<Grant> found = database.read(handle -> living(handle, secret, now));
    found
        .filter(grant -> grant.usedAt().isBefore(now.minus(lifetime.granularity())))
        .ifPresent(grant -> database.change(handle -> rows.touch(handle, grant.id(), now)));
    return found;
  }

  private Optional<Grant> living(Handle handle, String secret, Instant now) {
    return rows.find(
        handle, Secrets.digest(secret), lifetime.idleLimit(now), lifetime.absoluteLimit(now));
  }

  /**
   * Gives a grant another secret; the old one is dead. For moments at which what a person may do
   * changes.
   *
   * @param secret the present secret
   * @return the same grant with its new secret; empty if the present one is dead
   */
  public Optional<Issued> rotate(String secret) {
    String next = secrets.fresh();
    Instant now = Moments.now(clock);
    return database.write(
        handle -> {
          Optional<Grant> grant = living(handle, secret, now);
          boolean replaced =
              grant.isPresent()
                  && rows.replaceSecret(handle, Secrets.digest(secret), Secrets.digest(next));
          return replaced ? grant.map(same -> new Issued(next, same)) : Optional.empty();
        });
  }

  /**
   * Signs out: ends the grant that was used to ask for it.
   *
   * @param actor who
   * @param grant the grant in use
   */
  public void end(Actor actor, Grant grant) {
    database.change(
        handle -> {
          if (rows.delete(handle, grant.id())) {
            audit.append(handle, actor, AuditEvent.of(AuditAction.LOGOUT).with(named(grant.id())));
          }
        });
  }

  /**
   * Lists the living grants of the person who asks.
   *
   * @param actor who asks
   * @return the last used first
   */
  public List<Grant> list(Actor actor) {
    Instant now = Moments.now(clock);
    return database.read(
        handle ->
            rows.list(
                handle, actor.requireUser(), lifetime.idleLimit(now), lifetime.absoluteLimit(now)));
  }

  /**
   * Ends a grant of the person who asks, or of anybody if an administrator asks.
   *
   * @param actor who asks
   * @param id which
   * @throws RequestRejected {@code RECORD_NOT_FOUND} if there is none, or it is somebody else's
   */
  public void revoke(Actor actor, long id) {
    database.change(
        handle -> {
          boolean ended =
              actor.administrator()
                  ? rows.delete(handle, id)
                  : rows.deleteOwn(handle, id, actor.requireUser());
          if (!ended) {
            throw new RequestRejected(ErrorCode.RECORD_NOT_FOUND, named(id) + ": none of yours");
          }
          audit.append(handle, actor, AuditEvent.of(AuditAction.ACCESS_REVOKE).with(named(id)));
        });
  }

  /**
   * Ends all grants of the person who asks but one.
   *
   * @param actor who asks
   * @param kept what goes on living, or null for nothing
   * @return how many were ended
   */
  public int revokeAllBut(Actor actor, @Nullable Grant kept) {
    return database.write(
        handle -> {
          int ended = revokeAll(handle, actor.requireUser(), kept);
          String what = ended + " " + kind.table();
          audit.append(handle, actor, AuditEvent.of(AuditAction.ACCESS_REVOKE).with(what));
          return ended;
        });
  }

  /**
   * Ends all grants of an account but one, within a transaction of this module.
   *
   * @param handle the transaction
   * @param userId the account
   * @param kept what goes on living if it is of this kind, or null for nothing
   * @return how many were ended
   */
  public int revokeAll(Handle handle, long userId, @Nullable Grant kept) {
    return rows.deleteAll(handle, userId, kept != null && kept.kind() == kind ? kept.id() : -1);
  }

  /**
   * Forgets what has expired.
   *
   * @return how many were forgotten
   */
  public int sweep() {
    Instant now = Moments.now(clock);
    return database.write(
        handle -> rows.deleteExpired(handle, lifetime.idleLimit(now), lifetime.absoluteLimit(now)));
  }

  private String named(long id) {
    return kind.name().toLowerCase(Locale.ROOT) + " " + id;
  }
}
