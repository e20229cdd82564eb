package io.pneumonia.persistence.database;

import com.zaxxer.hikari.HikariConfig;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;

/** What differs between the databases. */
interface Dialect {

  /** The folder of the migrations that are this database's own. */
  String migrations();

  /** What the placeholders of the common migrations stand for. */
  Map<String, String> placeholders();

  /** The highest id that a table ever gave, 0 if none: ids are never used again. */
  long lastId(Handle handle, String table);

  /** Lets a table's ids go on behind one, in the present transaction. */
  void setLastId(Handle handle, String table, long id);

  /** Does something to a table that its triggers refuse, in the present transaction. */
  void unguarded(Handle handle, String table, Runnable work);

  /** Whether an error is about the database's state, and not about what it was asked. */
  boolean isOutage(SQLException error);

  /** What the database says is wrong with its own files, a sentence each. */
  List<String> damages(Handle handle);

  /** Connections as they are needed, without a pool. */
  DataSource connections(DatabaseAddress address);

  /** The pool that writes. */
  HikariConfig writers(DatabaseAddress address);

  /** Whether reading needs a pool of its own because writing has one connection only. */
  boolean readsApart();

  /** Lets one transaction at a time pass, of all processes, until it ends. */
  void exclusively(Handle handle, long lock);

  /** Takes a lock that no other process has, until the connection is closed; false if one has. */
  boolean tryLock(Connection connection, long lock) throws SQLException;

  /** The pool that reads, where reading needs its own. */
  default HikariConfig readers(DatabaseAddress address) {
    HikariConfig config = pool(address, connections(address), address.connections());
    config.setPoolName("records-readers");
    return config;
  }

  /** A pool of a fixed size whose callers wait as long as the address says. */
  static HikariConfig pool(DatabaseAddress address, DataSource connections, int size) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("records");
    config.setDataSource(connections);
    config.setMaximumPoolSize(size);
    config.setConnectionTimeout(address.patience().toMillis());
    return config;
  }
}
