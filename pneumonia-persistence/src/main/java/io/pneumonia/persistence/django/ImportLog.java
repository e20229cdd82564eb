package io.pneumonia.persistence.django;

import io.pneumonia.persistence.database.Database;
import io.pneumonia.persistence.diagnoses.Diagnosis;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * What was taken over before. The audit trail says it: an entry names the row it comes from, by id
 * and time, and stays when what was taken is deleted here, so that nothing comes back.
 */
final class ImportLog {

  private static final String MARK = "django ";

  private final Set<String> keys = new HashSet<>();
  private final Map<String, Taken> pictures = new HashMap<>();

  /** What a picture became. */
  record Taken(long imageId, long resultId) {}

  private ImportLog() {}

  static ImportLog read(Database database) {
    ImportLog log = new ImportLog();
    database.readSnapshot(
        handle -> {
          log.read(handle);
          return true;
        });
    return log;
  }

  private void read(Handle handle) {
    handle
        .createQuery(
            "SELECT detail, image_id, result_id FROM audit_trail WHERE detail LIKE :mark"
                + " ORDER BY id")
        .bind("mark", "%" + MARK + "%")
        .setFetchSize(500)
        .map(
            (row, context) ->
                new Entry(
                    keyIn(row.getString("detail")),
                    row.getLong("image_id"),
                    row.getLong("result_id")))
        .forEach(
            entry -> {
              keys.add(entry.key());
              if (entry.key().startsWith(MARK + "picture ")) {
                pictures.put(entry.key(), new Taken(entry.imageId(), entry.resultId()));
              }
            });
  }

  private record Entry(String key, long imageId, long resultId) {}

  private static String keyIn(String detail) {
    return detail.substring(detail.indexOf(MARK));
  }

  /** The name of a row there, which no other row has, of whatever Django database. */
  static String key(String subject, Object id, Instant time) {
    return MARK + subject + " " + id + " of " + time;
  }

  boolean has(String key) {
    return keys.contains(key);
  }

  void add(String key) {
    keys.add(key);
  }

  void add(String key, Diagnosis diagnosis) {
    keys.add(key);
    pictures.put(key, new Taken(diagnosis.image().id(), diagnosis.result().id()));
  }

  @Nullable Taken picture(String key) {
    return pictures.get(key);
  }
}
