package io.pneumonia.persistence.database;

import com.zaxxer.hikari.HikariConfig;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;

/** What differs between the databases. */
interface Dialect {

  /** The folder of the migrations that are this database's own. */
  String migrations();

  /** What the placeholders of the common migrations stand for. */
  Map<String, String> placeholders();

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
