package io.pneumonia.persistence.audit;

import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.RequestRejected;
import io.pneumonia.persistence.database.Conditions;
import io.pneumonia.persistence.database.Database;
import io.pneumonia.persistence.database.Moments;
import io.pneumonia.persistence.request.Actor;
import io.pneumonia.persistence.request.Cursor;
import io.pneumonia.persistence.request.Page;
import io.pneumonia.persistence.request.PageRequest;
import io.pneumonia.persistence.request.Slice;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import org.jspecify.annotations.Nullable;

/** The trail of what was done: appended to and read, never changed, which the database enforces. */
public final class AuditTrail {

  private final Database database;
  private final Clock clock;

  /**
   * The trail in a database.
   *
   * @param database where it is kept
   * @param clock tells the time of entries
   */
  public AuditTrail(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /**
   * Appends an entry for what changes no record, a view for instance. Operations that change
   * records append theirs by themselves.
   *
   * @param actor who did it
   * @param event what
   */
  public void append(Actor actor, AuditEvent event) {
    database.change(handle -> append(handle, actor, event));
  }

  /**
   * Appends an entry within a transaction of this module, to happen together with what it tells of.
   *
   * @param handle the transaction
   * @param actor who did it
   * @param event what
   */
  public void append(Handle handle, Actor actor, AuditEvent event) {
    append(handle, Moments.now(clock), actor, event);
  }

  /**
   * Appends an entry of what happened before, in another system that this one replaces.
   *
   * @param handle the transaction
   * @param occurredAt when it happened
   * @param actor who did it
   * @param event what
   */
  public void append(Handle handle, Instant occurredAt, Actor actor, AuditEvent event) {
    handle
        .createUpdate(
            """
            INSERT INTO audit_trail (occurred_at, user_id, username, action, address,
              image_id, result_id, subject_id, detail)
            VALUES (:at, :userId, :username, :action, :address,
              :imageId, :resultId, :subjectId, :detail)
            """)
        .bind("at", occurredAt)
        .bind("userId", actor.userId())
        .bind("username", actor.username())
        .bind("action", event.action().name())
        .bind("address", actor.address())
        .bind("imageId", event.imageId())
        .bind("resultId", event.resultId())
        .bind("subjectId", event.subjectId())
        .bind("detail", event.detail())
        .execute();
  }

  /**
   * Lists entries, the latest first: an administrator's of everybody, everybody else's own.
   *
   * @param actor who asks
   * @param filter which
   * @param page which page of them
   * @return the page
   */
  public Page<AuditEntry> list(Actor actor, AuditFilter filter, PageRequest page) {
    Conditions conditions = conditions(actor, filter);
    return database.read(
        handle ->
            new Page<>(
                handle
                    .createQuery(pageSql(conditions))
                    .bindMap(conditions.values())
                    .bind("limit", page.size())
                    .bind("offset", page.offset())
                    .map(ConstructorMapper.of(AuditEntry.class))
                    .list(),
                handle
                    .createQuery("SELECT count(*) FROM audit_trail " + conditions.where())
                    .bindMap(conditions.values())
                    .mapTo(Long.class)
                    .one(),
                page));
  }

  /**
   * The entries behind a place in the list, the latest first: an administrator's of everybody,
   * everybody else's own.
   *
   * @param actor who asks
   * @param filter which
   * @param after the place, or null for the beginning
   * @param size how many, 1 or more
   * @return the entries, and the place behind them
   */
  public Slice<AuditEntry> slice(
      Actor actor, AuditFilter filter, @Nullable Cursor after, int size) {
    Conditions chosen = conditions(actor, filter);
    Conditions conditions = after == null ? chosen : behind(chosen, after);
    List<AuditEntry> found =
        database.read(
            handle ->
                handle
                    .createQuery(sliceSql(conditions))
                    .bindMap(conditions.values())
                    .bind("limit", size + 1)
                    .map(ConstructorMapper.of(AuditEntry.class))
                    .list());
    return found.size() <= size
        ? new Slice<>(found, null)
        : new Slice<>(found.subList(0, size), behind(found.get(size - 1)));
  }

  static Conditions behind(Conditions conditions, Cursor after) {
    return conditions
        .add("(occurred_at, id) < (:position, :id)", "position", micros(after))
        .value("id", after.id());
  }

  private static Long micros(Cursor cursor) {
    try {
      return Long.valueOf(cursor.position());
    } catch (NumberFormatException e) {
      throw RequestRejected.ofField(
          "cursor", ErrorCode.FIELD_INVALID, "Expected the cursor of an earlier answer.");
    }
  }

  private static Cursor behind(AuditEntry entry) {
    return new Cursor(Long.toString(Moments.toMicros(entry.occurredAt())), entry.id());
  }

  static Conditions conditions(Actor actor, AuditFilter filter) {
    Long user = actor.administrator() ? filter.userId() : (Long) actor.requireUser();
    return new Conditions()
        .add("user_id = :user", "user", user)
        .add("action = :action", "action", filter.action() == null ? null : filter.action().name())
        .days("occurred_at", filter.from(), filter.to());
  }

  static String pageSql(Conditions conditions) {
    return sliceSql(conditions) + "OFFSET :offset";
  }

  static String sliceSql(Conditions conditions) {
    return """
        SELECT id, occurred_at, user_id, username, action, address, image_id, result_id,
          subject_id, detail
        FROM audit_trail
        %s
        ORDER BY occurred_at DESC, id DESC
        LIMIT :limit
        """
        .formatted(conditions.where());
  }

  /**
   * Whether somebody signed in to an account from an address since a moment, within a transaction
   * of this module.
   *
   * @param handle the transaction
   * @param userId the account
   * @param address the network address
   * @param since the moment
   * @return true if so
   */
  public boolean knows(Handle handle, long userId, String address, Instant since) {
    return handle
        .createQuery(
            """
                SELECT 1 FROM audit_trail
                WHERE user_id = :user AND action = 'LOGIN' AND occurred_at >= :since
                  AND address = :address
                LIMIT 1
                """)
        .bind("user", userId)
        .bind("since", since)
        .bind("address", address)
        .mapTo(Integer.class)
        .findOne()
        .isPresent();
  }
}
