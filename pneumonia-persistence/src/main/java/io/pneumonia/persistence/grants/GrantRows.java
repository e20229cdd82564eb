package io.pneumonia.persistence.grants;

import io.pneumonia.persistence.database.Moments;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The statements over one of the two tables of grants, which have the same columns. */
final class GrantRows {

  private static final String LIVING =
      " u.active AND g.used_at > :idle AND g.created_at > :absolute ";

  private final GrantKind kind;
  private final String select;

  GrantRows(GrantKind kind) {
    this.kind = kind;
    this.select =
        """
        SELECT g.id, g.user_id, u.username, u.administrator, g.label, g.address, g.created_at,
          g.used_at
        FROM %s g JOIN users u ON u.id = g.user_id
        WHERE
        """
            .formatted(kind.table());
  }

  void insert(
      Handle handle,
      long user,
      String digest,
      String label,
      @Nullable String address,
      Instant now) {
    insert(handle, user, digest, label, address, now, now);
  }

  /** Whether it was inserted: a secret that is known stands for whom it stood for. */
  boolean insert(
      Handle handle,
      long user,
      String digest,
      String label,
      @Nullable String address,
      Instant createdAt,
      Instant usedAt) {
    return handle
            .createUpdate(
                "INSERT INTO "
                    + kind.table()
                    + " (user_id, secret_sha256, label, address, created_at, used_at)"
                    + " VALUES (:user, :digest, :label, :address, :created, :used)"
                    + " ON CONFLICT (secret_sha256) DO NOTHING")
            .bind("user", user)
            .bind("digest", digest)
            .bind("label", label)
            .bind("address", address)
            .bind("created", createdAt)
            .bind("used", usedAt)
            .execute()
        == 1;
  }

  void keepLatest(Handle handle, long user, int count) {
    handle
        .createUpdate(
            """
            DELETE FROM %1$s WHERE id IN (
              SELECT id FROM %1$s WHERE user_id = :user
              ORDER BY used_at DESC, id DESC LIMIT 1000000 OFFSET :count)
            """
                .formatted(kind.table()))
        .bind("user", user)
        .bind("count", count)
        .execute();
  }

  Optional<Grant> find(Handle handle, String digest, Instant idle, Instant absolute) {
    return handle
        .createQuery(select + " g.secret_sha256 = :digest AND" + LIVING)
        .bind("digest", digest)
        .bind("idle", idle)
        .bind("absolute", absolute)
        .map((row, context) -> grant(row))
        .findOne();
  }

  List<Grant> list(Handle handle, long user, Instant idle, Instant absolute) {
    return handle
        .createQuery(
            select + " g.user_id = :user AND" + LIVING + "ORDER BY g.used_at DESC, g.id DESC")
        .bind("user", user)
        .bind("idle", idle)
        .bind("absolute", absolute)
        .map((row, context) -> grant(row))
        .list();
  }

  void touch(Handle handle, long id, Instant now) {
    handle
        .createUpdate("UPDATE " + kind.table() + " SET used_at = :now WHERE id = :id")
        .bind("now", now)
        .bind("id", id)
        .execute();
  }

  boolean replaceSecret(Handle handle, String digest, String next) {
    return handle
            .createUpdate(
                "UPDATE "
                    + kind.table()
                    + " SET secret_sha256 = :next WHERE secret_sha256 = :digest")
            .bind("next", next)
            .bind("digest", digest)
            .execute()
        == 1;
  }

  boolean delete(Handle handle, long id) {
    return handle.execute("DELETE FROM " + kind.table() + " WHERE id = ?", id) == 1;
  }

  boolean deleteOwn(Handle handle, long id, long user) {
    String sql = "DELETE FROM " + kind.table() + " WHERE id = ? AND user_id = ?";
    return handle.execute(sql, id, user) == 1;
  }

  int deleteAll(Handle handle, long user, long kept) {
    return handle.execute(
        "DELETE FROM " + kind.table() + " WHERE user_id = ? AND id <> ?", user, kept);
  }

  int deleteExpired(Handle handle, Instant idle, Instant absolute) {
    return handle
        .createUpdate(
            "DELETE FROM " + kind.table() + " WHERE used_at <= :idle OR created_at <= :absolute")
        .bind("idle", idle)
        .bind("absolute", absolute)
        .execute();
  }

  private Grant grant(ResultSet row) throws SQLException {
    return new Grant(
        kind,
        row.getLong("id"),
        row.getLong("user_id"),
        row.getString("username"),
        row.getBoolean("administrator"),
        row.getString("label"),
        row.getString("address"),
        Moments.ofMicros(row.getLong("created_at")),
        Moments.ofMicros(row.getLong("used_at")));
  }
}
