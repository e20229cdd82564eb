package io.pneumonia.persistence.settings;

import io.pneumonia.error.RequestRejected;
import io.pneumonia.persistence.audit.AuditAction;
import io.pneumonia.persistence.audit.AuditEvent;
import io.pneumonia.persistence.audit.AuditTrail;
import io.pneumonia.persistence.database.Database;
import io.pneumonia.persistence.database.Moments;
import io.pneumonia.persistence.request.Actor;
import java.time.Clock;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The settings of an installation, shared by all processes on its database. */
public final class Settings {

  private final Database database;
  private final AuditTrail audit;
  private final Clock clock;

  /**
   * The settings in a database.
   *
   * @param database where they are kept
   * @param audit keeps who changed what
   * @param clock tells the time of changes
   */
  public Settings(Database database, AuditTrail audit, Clock clock) {
    this.database = database;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * Reads a setting.
   *
   * @param setting which
   * @param <T> what its values are
   * @return the value, or empty if it is unset
   */
  public <T extends Comparable<T>> Optional<T> find(Setting<T> setting) {
    return database.read(handle -> stored(handle, setting)).map(setting::parse);
  }

  /**
   * Who set a setting last.
   *
   * @param setting which
   * @return when and who, or empty if it is unset
   */
  public Optional<SettingChange> lastChange(Setting<?> setting) {
    return database.read(
        handle ->
            handle
                .createQuery("SELECT changed_at, changed_by FROM settings WHERE name = :name")
                .bind("name", setting.name())
                .map(
                    (row, context) ->
                        new SettingChange(
                            Moments.ofMicros(row.getLong("changed_at")),
                            row.getString("changed_by")))
                .findOne());
  }

  /**
   * Changes a setting.
   *
   * @param actor an administrator
   * @param setting which
   * @param value to what
   * @param <T> what its values are
   * @throws RequestRejected {@code ADMINISTRATOR_REQUIRED}; {@code FIELD_INVALID} if the value is
   *     out of range
   */
  public <T extends Comparable<T>> void set(Actor actor, Setting<T> setting, T value) {
    actor.requireAdministrator();
    String text = setting.check(value).toString();
    database.change(
        handle -> {
          String before = stored(handle, setting).orElse("unset");
          handle
              .createUpdate(
                  """
                  INSERT INTO settings (name, value, changed_at, changed_by)
                  VALUES (:name, :value, :at, :by)
                  ON CONFLICT (name) DO UPDATE SET value = excluded.value,
                    changed_at = excluded.changed_at, changed_by = excluded.changed_by
                  """)
              .bind("name", setting.name())
              .bind("value", text)
              .bind("at", Moments.now(clock))
              .bind("by", actor.username())
              .execute();
          note(handle, actor, setting, before, text);
        });
  }

  /**
   * Unsets a setting, so that what is in force without it counts again.
   *
   * @param actor an administrator
   * @param setting which
   * @throws RequestRejected {@code ADMINISTRATOR_REQUIRED}
   */
  public void unset(Actor actor, Setting<?> setting) {
    actor.requireAdministrator();
    database.change(
        handle ->
            stored(handle, setting)
                .ifPresent(
                    before -> {
                      handle.execute("DELETE FROM settings WHERE name = ?", setting.name());
                      note(handle, actor, setting, before, "unset");
                    }));
  }

  private static Optional<String> stored(Handle handle, Setting<?> setting) {
    return handle
        .createQuery("SELECT value FROM settings WHERE name = :name")
        .bind("name", setting.name())
        .mapTo(String.class)
        .findOne();
  }

  private void note(Handle handle, Actor actor, Setting<?> setting, String before, String after) {
    audit.append(
        handle,
        actor,
        AuditEvent.of(AuditAction.SETTING_CHANGE)
            .with(setting.name() + ": " + before + " -> " + after));
  }
}
