package io.pneumonia.persistence;

import io.pneumonia.persistence.database.DatabaseAddress;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;

/** The two databases that every promise is kept on; both are real. */
public enum TestDatabase {
  SQLITE {
    @Override
    public DatabaseAddress fresh(Path folder) {
      return address("jdbc:sqlite:" + folder.resolve(UUID.randomUUID() + ".db"));
    }
  },
  POSTGRESQL {
    @Override
    public DatabaseAddress fresh(Path folder) {
      String name = "t" + UUID.randomUUID().toString().replace("-", "");
      run(address(Server.url("postgres")), "CREATE DATABASE " + name);
      return address(Server.url(name));
    }
  };

  /** A database that nobody used before. */
  public abstract DatabaseAddress fresh(Path folder);

  /** Runs a statement behind the back of the product. */
  public static void run(DatabaseAddress address, String sql) {
    try (Connection connection = DriverManager.getConnection(address.url());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  /** Reads one text behind the back of the product. */
  public static String text(DatabaseAddress address, String sql) {
    try (Connection connection = DriverManager.getConnection(address.url());
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  private static DatabaseAddress address(String url) {
    return new DatabaseAddress(url, null, null, 4, Duration.ofSeconds(10));
  }

  /** One server for all tests of a JVM; it stops with the JVM. */
  private static final class Server {

    private static final EmbeddedPostgres POSTGRES = start();

    static String url(String database) {
      return POSTGRES.getJdbcUrl("postgres", database);
    }

    private static EmbeddedPostgres start() {
      try {
        return EmbeddedPostgres.builder().setServerConfig("fsync", "off").start();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
