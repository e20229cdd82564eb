package io.pneumonia.persistence.database;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.RecordsUnavailable;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.jspecify.annotations.Nullable;

/**
 * An open database: transactions in, results out. Whatever goes wrong inside is told in our words.
 */
public final class Database implements AutoCloseable {

  private final Dialect dialect;
  private final DatabaseAddress address;
  private final String shown;
  private final HikariDataSource writers;
  private final @Nullable HikariDataSource readers;
  private final Jdbi writing;
  private final Jdbi reading;

  private Database(Dialect dialect, DatabaseAddress address) {
    this.dialect = dialect;
    this.address = address;
    this.shown = address.shown();
    writers = new HikariDataSource(dialect.writers(address));
    readers = dialect.readsApart() ? new HikariDataSource(dialect.readers(address)) : null;
    writing = Moments.register(Jdbi.create(writers));
    reading = readers == null ? writing : Moments.register(Jdbi.create(readers));
  }

  /**
   * Opens a database and brings its schema up to date.
   *
   * @param address where it is
   * @return the open database, to be closed by the caller
   * @throws RecordsUnavailable {@code DATABASE_URL_INVALID}, {@code DATABASE_UNAVAILABLE} or {@code
   *     DATABASE_SCHEMA_MISMATCH}, with what was found
   */
  public static Database open(DatabaseAddress address) {
    Dialect dialect = dialectOf(address);
    new Migrations(dialect, address).apply();
    try {
      return new Database(dialect, address);
    } catch (PoolInitializationException e) {
      throw unavailable(address.shown(), e);
    }
  }

  private static Dialect dialectOf(DatabaseAddress address) {
    if (address.url().startsWith(SqliteDialect.PREFIX)) {
      return new SqliteDialect();
    }
    if (address.url().startsWith(PostgresDialect.PREFIX)) {
      return new PostgresDialect();
    }
    throw new RecordsUnavailable(
        ErrorCode.DATABASE_URL_INVALID,
        "database URL: expected jdbc:sqlite:FILE or jdbc:postgresql://HOST:PORT/DATABASE, found "
            + (address.url().isBlank() ? "nothing" : address.shown()));
  }

  /**
   * Reads, in one transaction.
   *
   * @param work what to read
   * @param <T> what comes of it
   * @return what the work returned
   * @throws RecordsUnavailable if the database cannot be used
   */
  public <T extends @Nullable Object> T read(Function<Handle, T> work) {
    return run(reading, work);
  }

  /**
   * Reads as {@link #read}, and nothing that others write meanwhile is seen.
   *
   * @param work what to read
   * @param <T> what comes of it
   * @return what the work returned
   * @throws RecordsUnavailable if the database cannot be used
   */
  public <T extends @Nullable Object> T readSnapshot(Function<Handle, T> work) {
    try {
      return reading.inTransaction(TransactionIsolationLevel.REPEATABLE_READ, work::apply);
    } catch (JdbiException e) {
      throw unavailable(shown, e);
    }
  }

  /**
   * Reads what is committed by now, whatever transaction the thread is in: {@link #read} would join
   * that one.
   *
   * @param work what to read
   * @param <T> what comes of it
   * @return what the work returned
   * @throws RecordsUnavailable if the database cannot be used
   */
  public <T extends @Nullable Object> T readApart(Function<Handle, T> work) {
    try (Handle own = reading.open()) {
      return own.inTransaction(work::apply);
    } catch (JdbiException e) {
      throw unavailable(shown, e);
    }
  }

  /**
   * Which migration the schema is at.
   *
   * @return like {@code 2}
   */
  public String schemaVersion() {
    return read(
        handle ->
            handle
                .createQuery(
                    "SELECT version FROM flyway_schema_history WHERE version IS NOT NULL"
                        + " ORDER BY installed_rank DESC LIMIT 1")
                .mapTo(String.class)
                .one());
  }

  /**
   * The highest id that a table ever gave.
   *
   * @param handle the transaction
   * @param table its name
   * @return the id, 0 if it gave none
   */
  public long lastId(Handle handle, String table) {
    return dialect.lastId(handle, table);
  }

  /**
   * Lets a table's ids go on behind one.
   *
   * @param handle the transaction
   * @param table its name
   * @param id the highest id that was given
   */
  public void setLastId(Handle handle, String table, long id) {
    dialect.setLastId(handle, table, id);
  }

  /**
   * Does something to a table that its triggers refuse to everybody else.
   *
   * @param handle the transaction
   * @param table its name
   * @param work what to do
   */
  public void unguarded(Handle handle, String table, Runnable work) {
    dialect.unguarded(handle, table, work);
  }

  /**
   * What the database finds damaged in itself.
   *
   * @param handle the transaction
   * @return sentences; none where it is sound, or checks itself all the time
   */
  public List<String> damages(Handle handle) {
    return dialect.damages(handle);
  }

  /**
   * Writes, in one transaction: all of it or nothing. When this returns, it is on the disk.
   *
   * @param work what to write
   * @param <T> what comes of it
   * @return what the work returned
   * @throws RecordsUnavailable if the database cannot be used; whether it was written is then open
   */
  public <T extends @Nullable Object> T write(Function<Handle, T> work) {
    return run(writing, work);
  }

  /**
   * Writes without a result, as {@link #write}.
   *
   * @param work what to write
   */
  public void change(Consumer<Handle> work) {
    Database.<@Nullable Object>run(
        writing,
        shown,
        handle -> {
          work.accept(handle);
          return null;
        });
  }

  /**
   * Makes the rest of a transaction wait for others of the same kind, in all processes.
   *
   * @param handle the transaction
   * @param lock the kind
   */
  public void exclusively(Handle handle, long lock) {
    dialect.exclusively(handle, lock);
  }

  /**
   * Does work of a kind that one process at a time does, unless another process is at it. The
   * processes of an SQLite file do not know of each other: there the work must bear company.
   *
   * @param lock the kind
   * @param work what to do, in transactions of its own
   * @param <T> what comes of it
   * @return what the work returned; empty where another process is at it, and nothing was done
   * @throws RecordsUnavailable if the database cannot be used
   */
  public <T> Optional<T> alone(long lock, Supplier<T> work) {
    try (Connection own = dialect.connections(address).getConnection()) {
      // Closing the connection gives the lock back.
      return dialect.tryLock(own, lock) ? Optional.of(work.get()) : Optional.empty();
    } catch (SQLException e) {
      throw unavailable(shown, e);
    }
  }

  /**
   * What the connections do now.
   *
   * @return one for each pool
   */
  public List<PoolUsage> usage() {
    return readers == null ? List.of(usage(writers)) : List.of(usage(writers), usage(readers));
  }

  private static PoolUsage usage(HikariDataSource pool) {
    @Nullable HikariPoolMXBean state = pool.getHikariPoolMXBean();
    return state == null
        ? new PoolUsage(pool.getPoolName(), 0, 0, 0, pool.getMaximumPoolSize())
        : new PoolUsage(
            pool.getPoolName(),
            state.getActiveConnections(),
            state.getIdleConnections(),
            state.getThreadsAwaitingConnection(),
            pool.getMaximumPoolSize());
  }

  /**
   * Which database it is.
   *
   * @return address, product, version of the schema
   * @throws RecordsUnavailable if the database cannot be used
   */
  public DatabaseState state() {
    return read(
        handle ->
            new DatabaseState(
                shown,
                handle.queryMetadata(DatabaseMetaData::getDatabaseProductName)
                    + " "
                    + handle.queryMetadata(DatabaseMetaData::getDatabaseProductVersion),
                schemaVersion()));
  }

  private <T extends @Nullable Object> T run(Jdbi jdbi, Function<Handle, T> work) {
    return run(jdbi, shown, work);
  }

  private static <T extends @Nullable Object> T run(
      Jdbi jdbi, String shown, Function<Handle, T> work) {
    try {
      return jdbi.inTransaction(work::apply);
    } catch (JdbiException e) {
      throw unavailable(shown, e);
    }
  }

  static RecordsUnavailable unavailable(String shown, Exception cause) {
    return new RecordsUnavailable(
        ErrorCode.DATABASE_UNAVAILABLE,
        shown + ": expected a database that answers, found: " + firstLine(cause),
        cause);
  }

  /** The innermost message, which is the driver's, without the statement that Jdbi adds. */
  static String firstLine(Throwable error) {
    Throwable innermost = error;
    while (innermost.getCause() != null) {
      innermost = innermost.getCause();
    }
    return String.valueOf(innermost.getMessage()).lines().findFirst().orElse("no message").strip();
  }

  /** Closes the connections; what runs is given a moment to end. */
  @Override
  public void close() {
    if (readers != null) {
      readers.close();
    }
    writers.close();
  }
}
