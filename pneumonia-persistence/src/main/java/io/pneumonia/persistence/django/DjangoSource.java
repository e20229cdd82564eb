package io.pneumonia.persistence.django;

import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.RecordsUnavailable;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;

/** A Django database, which is read in one transaction and never written. */
final class DjangoSource implements AutoCloseable {

  private static final int FETCHED_AT_ONCE = 500;

  private final String shown;
  private final Handle handle;

  DjangoSource(DjangoPlace place) {
    this.shown = place.toString();
    Properties properties = new Properties();
    if (place.user() != null) {
      properties.setProperty("user", place.user());
    }
    if (place.password() != null) {
      properties.setProperty("password", place.password());
    }
    try {
      this.handle = Jdbi.create(place.url(), properties).open();
    } catch (JdbiException e) {
      throw unreadable(e);
    }
    try {
      handle.begin();
      count("auth_user");
    } catch (JdbiException e) {
      close();
      throw unreadable(e);
    }
  }

  /** A row of {@code auth_user}. */
  record User(
      long id,
      String username,
      String password,
      @Nullable Instant lastLogin,
      String firstName,
      String lastName,
      String email,
      boolean administrator,
      boolean active,
      Instant joinedAt) {}

  /** A row of {@code authtoken_token}. */
  record Token(String key, Instant created, long userId) {}

  /** A row of {@code xray_detector_xrayimage}. */
  record Picture(
      long id,
      String originalName,
      String storedName,
      String path,
      Instant uploadedAt,
      @Nullable Integer width,
      @Nullable Integer height,
      String preprocessingNotes,
      long userId) {}

  /** A row of {@code xray_detector_predictionresult}. */
  record Result(
      long id,
      String label,
      double confidence,
      double seconds,
      Instant createdAt,
      @Nullable String rawPredictions,
      boolean archived,
      String notes,
      @Nullable Long modelVersionId) {}

  /** A picture and one of its results, or a picture without any. */
  record Pair(Picture picture, @Nullable Result result) {}

  /** A row of {@code xray_detector_userhistory}. */
  record History(
      long id,
      String action,
      Instant at,
      @Nullable String address,
      boolean hasData,
      @Nullable Long pictureId,
      @Nullable Long userId) {}

  /** A row of {@code xray_detector_systemconfig}. */
  record Setting(String key, String value) {}

  long count(String table) {
    return handle.createQuery("SELECT count(*) FROM " + table).mapTo(Long.class).one();
  }

  private boolean has(String table) {
    try (ResultSet row =
        handle.getConnection().getMetaData().getTables(null, null, table, new String[] {"TABLE"})) {
      return row.next();
    } catch (SQLException e) {
      throw unreadable(e);
    }
  }

  void users(Consumer<User> each) {
    each(
        "auth_user",
        "SELECT * FROM auth_user ORDER BY id",
        (row, context) ->
            new User(
                row.getLong("id"),
                row.getString("username"),
                row.getString("password"),
                DjangoTimes.read(row.getString("last_login")),
                row.getString("first_name"),
                row.getString("last_name"),
                row.getString("email"),
                row.getBoolean("is_staff") || row.getBoolean("is_superuser"),
                row.getBoolean("is_active"),
                DjangoTimes.require(row, "date_joined")),
        each);
  }

  void tokens(Consumer<Token> each) {
    each(
        "authtoken_token",
        "SELECT * FROM authtoken_token ORDER BY created, key",
        (row, context) ->
            new Token(
                row.getString("key"), DjangoTimes.require(row, "created"), row.getLong("user_id")),
        each);
  }

  /** Pictures in the order of their ids; of several results the latest that is in use is first. */
  void pictures(Consumer<Pair> each) {
    each(
        "xray_detector_xrayimage",
        """
        SELECT i.id AS picture_id, i.original_filename, i.stored_filename, i.file_path,
          i.upload_time, i.image_width, i.image_height, i.preprocessing_notes, i.user_id,
          r.id AS result_id, r.prediction_label, r.confidence_score, r.processing_time,
          r.created_at, r.raw_predictions, r.is_archived, r.notes, r.model_version_id
        FROM xray_detector_xrayimage i
        LEFT JOIN xray_detector_predictionresult r ON r.image_id = i.id
        ORDER BY i.id, r.is_archived, r.created_at DESC, r.id DESC
        """,
        (row, context) -> new Pair(picture(row), result(row)),
        each);
  }

  private static Picture picture(ResultSet row) throws SQLException {
    return new Picture(
        row.getLong("picture_id"),
        row.getString("original_filename"),
        text(row, "stored_filename"),
        row.getString("file_path"),
        DjangoTimes.require(row, "upload_time"),
        whole(row, "image_width"),
        whole(row, "image_height"),
        text(row, "preprocessing_notes"),
        row.getLong("user_id"));
  }

  private static @Nullable Result result(ResultSet row) throws SQLException {
    @Nullable Long id = id(row, "result_id");
    return id == null
        ? null
        : new Result(
            id,
            row.getString("prediction_label"),
            row.getDouble("confidence_score"),
            row.getDouble("processing_time"),
            DjangoTimes.require(row, "created_at"),
            row.getString("raw_predictions"),
            row.getBoolean("is_archived"),
            text(row, "notes"),
            id(row, "model_version_id"));
  }

  void resultsWithoutPicture(Consumer<Long> each) {
    each(
        "xray_detector_predictionresult",
        """
        SELECT r.id FROM xray_detector_predictionresult r
        LEFT JOIN xray_detector_xrayimage i ON i.id = r.image_id
        WHERE i.id IS NULL ORDER BY r.id
        """,
        (row, context) -> row.getLong(1),
        each);
  }

  /** What the versions of models are called; their other columns are not known. */
  Map<Long, String> modelVersions() {
    Map<Long, String> versions = new HashMap<>();
    each(
        "xray_detector_modelversion",
        "SELECT * FROM xray_detector_modelversion",
        (row, context) -> {
          String name = Long.toString(row.getLong("id"));
          for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
            String column = row.getMetaData().getColumnLabel(i);
            if (column.equals("version") || column.equals("version_number")) {
              name = row.getString(i);
            }
          }
          return Map.entry(row.getLong("id"), name);
        },
        entry -> versions.put(entry.getKey(), entry.getValue()));
    return versions;
  }

  void history(Consumer<History> each) {
    each(
        "xray_detector_userhistory",
        "SELECT * FROM xray_detector_userhistory ORDER BY id",
        (row, context) ->
            new History(
                row.getLong("id"),
                row.getString("action_type"),
                DjangoTimes.require(row, "timestamp"),
                row.getString("ip_address"),
                row.getString("additional_data") != null,
                id(row, "image_id"),
                id(row, "user_id")),
        each);
  }

  void settings(Consumer<Setting> each) {
    each(
        "xray_detector_systemconfig",
        "SELECT config_key, config_value FROM xray_detector_systemconfig ORDER BY config_key",
        (row, context) -> new Setting(row.getString(1), text(row, "config_value")),
        each);
  }

  private <T> void each(String table, String sql, RowMapper<T> mapper, Consumer<T> each) {
    try {
      if (has(table)) {
        handle.createQuery(sql).setFetchSize(FETCHED_AT_ONCE).map(mapper).forEach(each);
      }
    } catch (JdbiException e) {
      throw unreadable(e);
    }
  }

  private static String text(ResultSet row, String column) throws SQLException {
    String text = row.getString(column);
    return text == null ? "" : text;
  }

  private static @Nullable Long id(ResultSet row, String column) throws SQLException {
    long id = row.getLong(column);
    return row.wasNull() ? null : (Long) id;
  }

  private static @Nullable Integer whole(ResultSet row, String column) throws SQLException {
    int value = row.getInt(column);
    return row.wasNull() ? null : (Integer) value;
  }

  private RecordsUnavailable unreadable(Exception cause) {
    Throwable innermost = cause;
    while (innermost.getCause() != null) {
      innermost = innermost.getCause();
    }
    return new RecordsUnavailable(
        ErrorCode.DATABASE_UNAVAILABLE,
        "%s: expected the database of the Django system, found: %s"
            .formatted(
                shown, String.valueOf(innermost.getMessage()).lines().findFirst().orElse("")),
        cause);
  }

  @Override
  public void close() {
    handle.rollback();
    handle.close();
  }
}
