package io.pneumonia.persistence;

import io.pneumonia.decision.Decision;
import io.pneumonia.decision.Probability;
import io.pneumonia.decision.Threshold;
import io.pneumonia.persistence.database.DatabaseAddress;
import io.pneumonia.persistence.database.Moments;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;

/**
 * Fills a migrated, empty database with made-up results, straight into the tables: a million of
 * them in minutes. There are no pictures behind them. The same seed gives the same rows.
 */
public final class Archive {

  /** The latest result is of this moment; the others are of the three years before. */
  public static final Instant END = Instant.parse("2026-11-25T12:00:00Z");

  private static final int BATCH = 1000;

  /** Holds all of a million results: rows come in no order of the indexes. */
  private static final int CACHE_KIB = 3 << 20;

  private static final String DIGEST = "ab".repeat(32);

  private final Random random;
  private final int users;
  private final int results;

  /** So many users, with ids from 1 on, who share the results evenly. */
  public Archive(long seed, int users, int results) {
    this.random = new Random(seed);
    this.users = users;
    this.results = results;
  }

  public void fill(DatabaseAddress address) {
    try (Connection connection = DriverManager.getConnection(address.url())) {
      if (address.url().startsWith("jdbc:sqlite:")) {
        connection.createStatement().execute("PRAGMA cache_size = " + -CACHE_KIB);
      }
      connection.setAutoCommit(false);
      insertUsers(connection);
      insertResults(connection);
      connection.commit();
      connection.setAutoCommit(true);
      connection.createStatement().execute("ANALYZE");
    } catch (SQLException e) {
      throw new IllegalStateException(address.shown(), e);
    }
  }

  private void insertUsers(Connection connection) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO users (id, username, username_key, email, first_name, last_name,"
                + " search_text, password_hash, administrator, active, joined_at)"
                + " VALUES (?, ?, ?, '', '', '', ?, '!', ?, ?, 0)")) {
      for (int id = 1; id <= users; id++) {
        insert.setLong(1, id);
        for (int column = 2; column <= 4; column++) {
          insert.setString(column, "user" + id);
        }
        insert.setBoolean(5, false);
        insert.setBoolean(6, true);
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  private void insertResults(Connection connection) throws SQLException {
    try (PreparedStatement image =
            connection.prepareStatement(
                "INSERT INTO images (id, user_id, file_name, media_path, sha256, bytes, width,"
                    + " height, format, patient_name, notes, uploaded_at)"
                    + " VALUES (?, ?, ?, ?, ?, 1, 1024, 768, 'PNG', ?, '', ?)");
        PreparedStatement result =
            connection.prepareStatement(
                "INSERT INTO results (id, image_id, user_id, finding, raw_score, confidence,"
                    + " confidence_level, threshold, model_name, model_version, model_sha256,"
                    + " backend, decode_nanos, preprocess_nanos, infer_nanos, decide_nanos,"
                    + " input_sha256, search_text, created_at)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?, 0.5, 'phantom-net', '1.0', ?, 'onnx',"
                    + " 1, 1, 1, 1, ?, ?, ?)");
        PreparedStatement entry =
            connection.prepareStatement(
                "INSERT INTO audit_trail (occurred_at, user_id, username, action, image_id,"
                    + " result_id) VALUES (?, ?, ?, ?, ?, ?)")) {
      for (int id = 1; id <= results; id++) {
        add(id, image, result, entry);
        if (id % BATCH == 0 || id == results) {
          image.executeBatch();
          result.executeBatch();
          entry.executeBatch();
        }
      }
    }
  }

  private void add(
      long id, PreparedStatement image, PreparedStatement result, PreparedStatement entry)
      throws SQLException {
    long user = 1 + id % users;
    long time = Moments.toMicros(END.minus(Duration.ofMinutes(random.nextInt(3 * 365 * 24 * 60))));
    String name = "im-" + random.nextInt(100_000) + ".png";
    String patient = "patient " + random.nextInt(100_000);
    Decision decision = Decision.of(new Probability(random.nextDouble()), Threshold.DEFAULT);
    String path = "xray_images/2026/11/25/%032x.png".formatted(id);
    set(image, id, user, name, path, DIGEST, patient, time);
    set(
        result,
        id,
        id,
        user,
        decision.finding().name(),
        decision.rawScore().value(),
        decision.confidence().rounded(),
        decision.confidenceLevel().name(),
        DIGEST,
        DIGEST,
        name + "\n" + patient + "\n",
        time);
    String action = random.nextInt(3) == 0 ? "VIEW" : "UPLOAD";
    set(entry, time, user, "user" + user, action, id, id);
  }

  private static void set(PreparedStatement statement, Object... values) throws SQLException {
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
    statement.addBatch();
  }
}
