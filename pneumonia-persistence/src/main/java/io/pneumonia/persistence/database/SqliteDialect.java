package io.pneumonia.persistence.database;

import com.zaxxer.hikari.HikariConfig;
import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.RecordsUnavailable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.generic.GenericType;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteConfig.TransactionMode;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteErrorCode;

/**
 * An SQLite file. SQLite has one writer at a time: one connection writes, callers queue for it
 * fairly in the pool instead of polling the file's lock, and readers work beside it on snapshots
 * (WAL). A write transaction takes the lock at its beginning, so that none fails half way because
 * another process wrote.
 */
final class SqliteDialect implements Dialect {

  static final String PREFIX = "jdbc:sqlite:";

  private static final Set<SQLiteErrorCode> OUTAGES =
      EnumSet.of(
          SQLiteErrorCode.SQLITE_BUSY,
          SQLiteErrorCode.SQLITE_LOCKED,
          SQLiteErrorCode.SQLITE_FULL,
          SQLiteErrorCode.SQLITE_READONLY,
          SQLiteErrorCode.SQLITE_IOERR,
          SQLiteErrorCode.SQLITE_CANTOPEN,
          SQLiteErrorCode.SQLITE_CORRUPT,
          SQLiteErrorCode.SQLITE_PERM);

  @Override
  public String migrations() {
    return "sqlite";
  }

  @Override
  public Map<String, String> placeholders() {
    return Map.of(
        "identity", "INTEGER PRIMARY KEY AUTOINCREMENT",
        "long", "INTEGER",
        "integer", "INTEGER",
        "real", "REAL",
        "boolean", "INTEGER",
        "table_options", "STRICT");
  }

  @Override
  public boolean isOutage(SQLException error) {
    // The lower eight bits are the kind; the others say more about it.
    return OUTAGES.contains(SQLiteErrorCode.getErrorCode(error.getErrorCode() & 0xff));
  }

  @Override
  public long lastId(Handle handle, String table) {
    return handle
        .createQuery("SELECT seq FROM sqlite_sequence WHERE name = :table")
        .bind("table", table)
        .mapTo(Long.class)
        .findOne()
        .orElse(0L);
  }

  @Override
  public void setLastId(Handle handle, String table, long id) {
    if (handle.execute("UPDATE sqlite_sequence SET seq = ? WHERE name = ?", id, table) == 0) {
      handle.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", table, id);
    }
  }

  @Override
  public void unguarded(Handle handle, String table, Runnable work) {
    Map<String, String> triggers =
        handle
            .createQuery(
                "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = :table")
            .bind("table", table)
            .setMapKeyColumn("name")
            .setMapValueColumn("sql")
            .collectInto(new GenericType<Map<String, String>>() {});
    triggers.keySet().forEach(name -> handle.execute("DROP TRIGGER " + name));
    work.run();
    triggers.values().forEach(handle::execute);
  }

  @Override
  public List<String> damages(Handle handle) {
    List<String> found = new ArrayList<>();
    handle
        .createQuery("PRAGMA integrity_check(20)")
        .mapTo(String.class)
        .filter(line -> !line.equals("ok"))
        .forEach(found::add);
    handle
        .createQuery("PRAGMA foreign_key_check")
        .map(
            (row, context) ->
                "a row of %s names one of %s that is not there"
                    .formatted(row.getString("table"), row.getString("parent")))
        .forEach(found::add);
    return found;
  }

  @Override
  public DataSource connections(DatabaseAddress address) {
    createFolder(address);
    return source(address, TransactionMode.IMMEDIATE);
  }

  @Override
  public HikariConfig writers(DatabaseAddress address) {
    return Dialect.pool(address, source(address, TransactionMode.IMMEDIATE), 1);
  }

  @Override
  public HikariConfig readers(DatabaseAddress address) {
    HikariConfig config =
        Dialect.pool(address, source(address, TransactionMode.DEFERRED), address.connections());
    config.setPoolName("records-readers");
    config.setMinimumIdle(1); // Opening a file is quick, and each connection has a cache.
    config.setConnectionInitSql("PRAGMA query_only = ON");
    return config;
  }

  @Override
  public boolean readsApart() {
    return true;
  }

  /** The one writer is alone already. */
  @Override
  public void exclusively(Handle handle, long lock) {}

  /** SQLite has no locks but the writer's, which nobody may hold for long. */
  @Override
  public boolean tryLock(Connection connection, long lock) {
    return true;
  }

  private static DataSource source(DatabaseAddress address, TransactionMode mode) {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(JournalMode.WAL);
    config.setSynchronous(SynchronousMode.FULL);
    config.enforceForeignKeys(true);
    config.setBusyTimeout(Math.toIntExact(address.patience().toMillis()));
    config.setTransactionMode(mode);
    SQLiteDataSource source = new SQLiteDataSource(config);
    source.setUrl(address.url());
    return source;
  }

  private static void createFolder(DatabaseAddress address) {
    Path folder = file(address).toAbsolutePath().normalize().getParent();
    try {
      if (folder != null) {
        Files.createDirectories(folder);
      }
    } catch (IOException e) {
      throw new RecordsUnavailable(
          ErrorCode.DATABASE_UNAVAILABLE,
          folder + ": expected a folder for the database, found one that cannot be created",
          e);
    }
  }

  private static Path file(DatabaseAddress address) {
    String name = address.url().substring(PREFIX.length()).replaceFirst("\\?.*", "");
    if (name.isBlank() || name.contains(":memory:") || name.startsWith("file:")) {
      throw new RecordsUnavailable(
          ErrorCode.DATABASE_URL_INVALID,
          address.shown() + ": expected the path of a file behind " + PREFIX);
    }
    try {
      return Path.of(name);
    } catch (InvalidPathException e) {
      throw new RecordsUnavailable(
          ErrorCode.DATABASE_URL_INVALID, address.shown() + ": expected the path of a file", e);
    }
  }
}
