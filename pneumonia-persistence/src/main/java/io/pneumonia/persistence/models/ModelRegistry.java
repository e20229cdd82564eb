package io.pneumonia.persistence.models;

import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.RequestRejected;
import io.pneumonia.model.ModelId;
import io.pneumonia.persistence.audit.AuditAction;
import io.pneumonia.persistence.audit.AuditEvent;
import io.pneumonia.persistence.audit.AuditTrail;
import io.pneumonia.persistence.database.Database;
import io.pneumonia.persistence.database.Moments;
import io.pneumonia.persistence.request.Actor;
import io.pneumonia.persistence.request.FieldCheck;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The models of an installation. What opens them and tries them is elsewhere; this remembers. */
public final class ModelRegistry {

  private static final String COLUMNS =
      "m.id, m.name, m.version, m.sha256, m.location, m.registered_at, m.registered_by";

  /** Two activations at once would both call themselves the last. */
  private static final long ACTIVATION_LOCK = 0x504e454d_0001L;

  private final Database database;
  private final AuditTrail audit;
  private final Clock clock;

  /**
   * The registry in a database.
   *
   * @param database where it is kept
   * @param audit keeps who changed what
   * @param clock tells the time of changes
   */
  public ModelRegistry(Database database, AuditTrail audit, Clock clock) {
    this.database = database;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * Registers a model, or finds it where a file with the same digest is registered already.
   *
   * @param actor an administrator
   * @param model name, version and digest
   * @param location where its file lies, up to 1000 characters
   * @return the registered model
   * @throws RequestRejected {@code ADMINISTRATOR_REQUIRED}; {@code FIELD_INVALID} for texts that
   *     are too long
   */
  public RegisteredModel register(Actor actor, ModelId model, String location) {
    actor.requireAdministrator();
    FieldCheck check = new FieldCheck();
    check.requireLine(model.name(), "name", 200);
    check.requireLine(model.version(), "version", 200);
    check.requireLine(location, "location", 1000);
    check.done();
    return database.write(
        handle -> {
          insert(handle, actor, model, location)
              .ifPresent(
                  id ->
                      audit.append(
                          handle,
                          actor,
                          AuditEvent.of(AuditAction.MODEL_REGISTER).with(model.toString())));
          return handle
              .createQuery("SELECT " + COLUMNS + " FROM models m WHERE m.sha256 = :sha256")
              .bind("sha256", model.sha256())
              .map((row, context) -> model(row))
              .one();
        });
  }

  private Optional<Long> insert(Handle handle, Actor actor, ModelId model, String location) {
    return handle
        .createQuery(
            """
            INSERT INTO models (name, version, sha256, location, registered_at, registered_by)
            VALUES (:name, :version, :sha256, :location, :at, :by)
            ON CONFLICT (sha256) DO NOTHING
            RETURNING id
            """)
        .bind("name", model.name())
        .bind("version", model.version())
        .bind("sha256", model.sha256())
        .bind("location", location)
        .bind("at", Moments.now(clock))
        .bind("by", actor.username())
        .mapTo(Long.class)
        .findOne();
  }

  /**
   * Puts a model in force. One that is in force stays so, without a new entry in the history.
   *
   * @param actor an administrator
   * @param modelId the registered model
   * @return the model, which is in force now
   * @throws RequestRejected {@code ADMINISTRATOR_REQUIRED}; {@code RECORD_NOT_FOUND} if no such
   *     model is registered
   */
  public RegisteredModel activate(Actor actor, long modelId) {
    actor.requireAdministrator();
    return database.write(
        handle -> {
          database.exclusively(handle, ACTIVATION_LOCK);
          RegisteredModel model = require(handle, modelId);
          if (active(handle).filter(model::equals).isEmpty()) {
            activate(handle, actor, model);
          }
          return model;
        });
  }

  /**
   * Puts the model in force again that was before the present one.
   *
   * @param actor an administrator
   * @return the model, which is in force now
   * @throws RequestRejected {@code ADMINISTRATOR_REQUIRED}; {@code RECORD_CONFLICT} if there was
   *     none before
   */
  public RegisteredModel rollBack(Actor actor) {
    actor.requireAdministrator();
    return database.write(
        handle -> {
          database.exclusively(handle, ACTIVATION_LOCK);
          List<ModelActivation> latest = activations(handle, 2);
          if (latest.size() < 2) {
            throw new RequestRejected(
                ErrorCode.RECORD_CONFLICT, "No model was in force before the present one.");
          }
          RegisteredModel previous = latest.get(1).model();
          activate(handle, actor, previous);
          return previous;
        });
  }

  private void activate(Handle handle, Actor actor, RegisteredModel model) {
    handle
        .createUpdate(
            """
            INSERT INTO model_activations (model_id, activated_at, activated_by)
            VALUES (:model, :at, :by)
            """)
        .bind("model", model.id())
        .bind("at", Moments.now(clock))
        .bind("by", actor.username())
        .execute();
    audit.append(
        handle, actor, AuditEvent.of(AuditAction.MODEL_ACTIVATE).with(model.model().toString()));
  }

  /**
   * The model in force.
   *
   * @return the model, or empty if none ever was
   */
  public Optional<RegisteredModel> active() {
    return database.read(ModelRegistry::active);
  }

  private static Optional<RegisteredModel> active(Handle handle) {
    return activations(handle, 1).stream().findFirst().map(ModelActivation::model);
  }

  /**
   * All models that can be put in force.
   *
   * @return the latest first
   */
  public List<RegisteredModel> list() {
    return database.read(
        handle ->
            handle
                .createQuery("SELECT " + COLUMNS + " FROM models m ORDER BY m.id DESC")
                .map((row, context) -> model(row))
                .list());
  }

  /**
   * Which models were in force, and from when.
   *
   * @param limit how many entries at most
   * @return the latest first
   */
  public List<ModelActivation> history(int limit) {
    return database.read(handle -> activations(handle, limit));
  }

  private static List<ModelActivation> activations(Handle handle, int limit) {
    return handle
        .createQuery(
            "SELECT "
                + COLUMNS
                + ", a.activated_at, a.activated_by FROM model_activations a"
                + " JOIN models m ON m.id = a.model_id ORDER BY a.id DESC LIMIT :limit")
        .bind("limit", limit)
        .map(
            (row, context) ->
                new ModelActivation(
                    model(row), instant(row, "activated_at"), row.getString("activated_by")))
        .list();
  }

  private static RegisteredModel require(Handle handle, long id) {
    return handle
        .createQuery("SELECT " + COLUMNS + " FROM models m WHERE m.id = :id")
        .bind("id", id)
        .map((row, context) -> model(row))
        .findOne()
        .orElseThrow(
            () ->
                new RequestRejected(
                    ErrorCode.RECORD_NOT_FOUND, "model " + id + ": no such model is registered"));
  }

  private static RegisteredModel model(ResultSet row) throws SQLException {
    return new RegisteredModel(
        row.getLong("id"),
        new ModelId(row.getString("name"), row.getString("version"), row.getString("sha256")),
        row.getString("location"),
        instant(row, "registered_at"),
        row.getString("registered_by"));
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    return Moments.ofMicros(row.getLong(column));
  }
}
