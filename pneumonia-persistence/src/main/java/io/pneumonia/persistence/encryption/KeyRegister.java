package io.pneumonia.persistence.encryption;

import io.pneumonia.error.RecordsUnavailable;
import io.pneumonia.persistence.database.Database;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The database's own memory of the keys that its records are encrypted with, and of something
 * encrypted with each, so that a lost or wrong key is found before anything is read or written.
 */
public final class KeyRegister {

  private static final String CHECK = "the records of this installation";

  private final Database database;
  private final EncryptionKeys keys;

  /**
   * The register of a database.
   *
   * @param database where it is kept
   * @param keys those that were given
   */
  public KeyRegister(Database database, EncryptionKeys keys) {
    this.database = database;
    this.keys = keys;
  }

  /**
   * Refuses to go on without a key that records are encrypted with, and notes the one that encrypts
   * from now on.
   *
   * @throws RecordsUnavailable {@code ENCRYPTION_KEY_WRONG} if a key is missing or another
   */
  public void check() {
    Map<String, @Nullable String> used = database.read(KeyRegister::used);
    used.forEach(
        (id, check) -> {
          keys.requireKey(id, CHECK);
          if (check != null) {
            keys.openText(check, name(id));
          }
        });
    if (keys.encrypt() && used.get(keys.ids().get(0)) == null) {
      database.change(this::note);
    }
  }

  private void note(Handle handle) {
    String id = keys.ids().get(0);
    handle.execute(
        "INSERT INTO encryption_keys (id, check_value) VALUES (?, ?) ON CONFLICT (id) DO NOTHING",
        id,
        keys.sealText(CHECK, name(id)));
  }

  private static String name(String id) {
    return "key:" + id;
  }

  /** Noted keys with their checks, and those that pictures name: a restore brings some along. */
  private static Map<String, @Nullable String> used(Handle handle) {
    Map<String, @Nullable String> used = new LinkedHashMap<>();
    for (String id = next(handle, "").orElse(null);
        id != null;
        id = next(handle, id).orElse(null)) {
      used.put(id, null);
    }
    handle
        .createQuery("SELECT id, check_value FROM encryption_keys ORDER BY id")
        .map((row, context) -> Map.entry(row.getString("id"), row.getString("check_value")))
        .forEach(entry -> used.put(entry.getKey(), entry.getValue()));
    return used;
  }

  /** One step along the index for each key, however many pictures there are. */
  private static Optional<String> next(Handle handle, String after) {
    return handle
        .createQuery("SELECT min(encryption_key) AS id FROM images WHERE encryption_key > :after")
        .bind("after", after)
        .map((row, context) -> Optional.ofNullable(row.getString("id")))
        .one();
  }

  /**
   * Forgets the keys that nothing is encrypted with any more.
   *
   * @param leaving whether the key that encrypts is one of them
   */
  public void forgetUnused(boolean leaving) {
    String kept = leaving || !keys.encrypt() ? "" : keys.ids().get(0);
    database.change(
        handle ->
            handle.execute(
                """
                DELETE FROM encryption_keys WHERE id <> ?
                  AND NOT EXISTS (SELECT 1 FROM images WHERE images.encryption_key = '')
                  AND NOT EXISTS
                    (SELECT 1 FROM images WHERE images.encryption_key = encryption_keys.id)
                """,
                kept));
  }
}
