package io.pneumonia.persistence.diagnoses;

import io.pneumonia.error.RequestRejected;
import io.pneumonia.persistence.audit.AuditAction;
import io.pneumonia.persistence.audit.AuditEvent;
import io.pneumonia.persistence.database.Conditions;
import io.pneumonia.persistence.database.Database;
import io.pneumonia.persistence.database.Moments;
import io.pneumonia.persistence.encryption.EncryptionKeys;
import io.pneumonia.persistence.request.Actor;
import io.pneumonia.persistence.settings.Setting;
import io.pneumonia.persistence.settings.Settings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** Deletes results for their age, in small transactions between which others write. */
public final class Retention {

  private static final int BATCH = 100;

  private final Database database;
  private final Diagnoses diagnoses;
  private final Settings settings;
  private final DiagnosisRows rows;
  private final Clock clock;

  /**
   * The retention of an installation.
   *
   * @param database where the results are kept
   * @param diagnoses deletes them
   * @param settings say how long results are kept
   * @param keys what patients' fields are encrypted with
   * @param clock tells the time
   */
  public Retention(
      Database database, Diagnoses diagnoses, Settings settings, EncryptionKeys keys, Clock clock) {
    this.database = database;
    this.diagnoses = diagnoses;
    this.settings = settings;
    this.rows = new DiagnosisRows(keys);
    this.clock = clock;
  }

  /**
   * Counts what a purge would delete.
   *
   * @param actor an administrator, or the system
   * @param purge which results
   * @return how many
   * @throws RequestRejected {@code ADMINISTRATOR_REQUIRED}
   */
  public long count(Actor actor, Purge purge) {
    actor.requireAdministrator();
    Conditions conditions = conditions(purge);
    return database.read(
        handle ->
            handle
                .createQuery("SELECT count(*) FROM results r " + conditions.where())
                .bindMap(conditions.values())
                .mapTo(Long.class)
                .one());
  }

  /**
   * Deletes results with their pictures; the audit trail keeps each.
   *
   * @param actor an administrator, or the system
   * @param purge which results
   * @return how many were deleted
   * @throws RequestRejected {@code ADMINISTRATOR_REQUIRED}
   */
  public long purge(Actor actor, Purge purge) {
    return purge(actor, purge, batch -> {});
  }

  /**
   * Deletes as {@link #purge(Actor, Purge)}, and tells how far it is.
   *
   * @param actor an administrator, or the system
   * @param purge which results
   * @param progress takes how many were deleted since it was last called
   * @return how many were deleted
   * @throws RequestRejected {@code ADMINISTRATOR_REQUIRED}
   */
  public long purge(Actor actor, Purge purge, IntConsumer progress) {
    actor.requireAdministrator();
    Conditions conditions = conditions(purge);
    AuditEvent event =
        AuditEvent.of(AuditAction.DELETE).with("older than " + purge.olderThanDays() + " days");
    long deleted = 0;
    int batch;
    do {
      batch = purgeBatch(actor, conditions, event);
      deleted += batch;
      progress.accept(batch);
    } while (batch == BATCH);
    return deleted;
  }

  /**
   * Does what the setting {@link Setting#RETENTION_DAYS} says, in the system's name.
   *
   * @return how many results were deleted; none where the setting is unset
   */
  public long purgeAsSet() {
    return settings
        .find(Setting.RETENTION_DAYS)
        .map(days -> purge(Actor.SYSTEM, new Purge(days, null)))
        .orElse(0L);
  }

  private int purgeBatch(Actor actor, Conditions conditions, AuditEvent event) {
    List<Diagnosis> batch =
        database.write(
            handle -> {
              List<Diagnosis> oldest =
                  handle
                      .createQuery(sql(conditions))
                      .bindMap(conditions.values())
                      .bind("limit", BATCH)
                      .map((row, context) -> rows.diagnosis(row))
                      .list();
              oldest.forEach(found -> diagnoses.delete(handle, actor, found, event));
              return oldest;
            });
    batch.forEach(diagnoses::discard);
    return batch.size();
  }

  static String sql(Conditions conditions) {
    return DiagnosisRows.SELECT
        + "FROM results r JOIN images i ON i.id = r.image_id JOIN users u ON u.id = r.user_id "
        + conditions.where()
        + " ORDER BY r.created_at, r.id LIMIT :limit";
  }

  private Conditions conditions(Purge purge) {
    Instant before = Moments.now(clock).minus(Duration.ofDays(purge.olderThanDays()));
    return conditions(purge.ownerId(), before);
  }

  static Conditions conditions(@Nullable Long owner, Instant before) {
    return new Conditions()
        .add("r.user_id = :owner", "owner", owner)
        .add("r.created_at < :before", "before", before);
  }
}
