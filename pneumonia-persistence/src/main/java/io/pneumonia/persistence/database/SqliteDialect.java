package io.pneumonia.persistence.database;

import com.zaxxer.hikari.HikariConfig;
import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.RecordsUnavailable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.Map;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteConfig.TransactionMode;
import org.sqlite.SQLiteDataSource;

/**
 * An SQLite file. SQLite has one writer at a time: one connection writes, callers queue for it
 * fairly in the pool instead of polling the file's lock, and readers work beside it on snapshots
 * (WAL). A write transaction takes the lock at its beginning, so that none fails half way because
 * another process wrote.
 */
final class SqliteDialect implements Dialect {

  static final String PREFIX = "jdbc:sqlite:";

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
