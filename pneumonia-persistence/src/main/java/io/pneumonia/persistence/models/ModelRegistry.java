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
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
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
   * Registers a model with its files, which every process on this database can then open. A model
   * with the same digest that was never in force is replaced, so that its card can be corrected.
   *
   * @param actor an administrator
   * @param model name, version and digest
   * @param location which file or folder inside the folder is the model, up to 1000 characters
   * @param folder everything in it is kept: the model, its card, its input gate
   * @return the registered model
   * @throws RequestRejected {@code ADMINISTRATOR_REQUIRED}; {@code FIELD_INVALID} for texts that
   *     are too long; {@code RECORD_CONFLICT} if a model with this digest is or was in force
   * @throws IOException if the files cannot be read
   */
  public RegisteredModel register(Actor actor, ModelId model, String location, Path folder)
      throws IOException {
    actor.requireAdministrator();
    FieldCheck check = new FieldCheck();
    check.requireLine(model.name(), "name", 200);
    check.requireLine(model.version(), "version", 200);
    check.requireLine(location, "location", 1000);
    check.done();
    try {
      return database.write(handle -> register(handle, actor, model, location, folder));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private RegisteredModel register(
      Handle handle, Actor actor, ModelId model, String location, Path folder) {
    database.exclusively(handle, ACTIVATION_LOCK);
    requireNeverInForce(handle, model.sha256());
    long id = upsert(handle, actor, model, location);
    try {
      ModelFiles.replace(handle, id, folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    audit.append(handle, actor, AuditEvent.of(AuditAction.MODEL_REGISTER).with(model.toString()));
    return require(handle, id);
  }

  private static void requireNeverInForce(Handle handle, String sha256) {
    handle
        .createQuery(
            "SELECT "
                + COLUMNS
                + " FROM models m WHERE m.sha256 = :sha256"
                + " AND EXISTS (SELECT 1 FROM model_activations a WHERE a.model_id = m.id)")
        .bind("sha256", sha256)
        .map((row, context) -> model(row))
        .findOne()
        .ifPresent(
            known -> {
              throw new RequestRejected(
                  ErrorCode.RECORD_CONFLICT,
                  "This file is registered as "
                      + known.model().name()
                      + " "
                      + known.model().version()
                      + ", which has been in force: expected another file.");
            });
  }

  private long upsert(Handle handle, Actor actor, ModelId model, String location) {
    return handle
        .createQuery(
            """
            INSERT INTO models (name, version, sha256, location, registered_at, registered_by)
            VALUES (:name, :version, :sha256, :location, :at, :by)
            ON CONFLICT (sha256) DO UPDATE SET name = excluded.name, version = excluded.version,
              location = excluded.location, registered_at = excluded.registered_at,
              registered_by = excluded.registered_by
            RETURNING id
            """)
        .bind("name", model.name())
        .bind("version", model.version())
        .bind("sha256", model.sha256())
        .bind("location", location)
        .bind("at", Moments.now(clock))
        .bind("by", actor.username())
        .mapTo(Long.class)
        .one();
  }

  /**
   * Writes the files of a model into a folder.
   *
   * @param model a registered model
   * @param folder an empty folder
   * @return the model's path, with its card and input gate beside it if it has any
   * @throws IOException if the files cannot be written
   */
  public Path unpack(RegisteredModel model, Path folder) throws IOException {
    String path = "";
    int position = -1;
    while (true) {
      String behindPath = path;
      int behindPosition = position;
      Optional<ModelFiles.Piece> piece =
          database.read(handle -> ModelFiles.next(handle, model.id(), behindPath, behindPosition));
      if (piece.isEmpty()) {
        return folder.resolve(model.location());
      }
      piece.get().append(folder);
      path = piece.get().path();
      position = piece.get().position();
    }
  }

  /**
   * Reads one of a model's files, its card for instance.
   *
   * @param model a registered model
   * @param path of the file, with slashes, from the folder on
   * @return the bytes, or empty if there is no such file
   */
  public Optional<byte[]> read(RegisteredModel model, String path) {
    return database.read(handle -> ModelFiles.read(handle, model.id(), path));
  }

  /**
   * Finds a model.
   *
   * @param id its row
   * @return the model
   * @throws RequestRejected {@code RECORD_NOT_FOUND} if no such model is registered
   */
  public RegisteredModel find(long id) {
    return database.read(handle -> require(handle, id));
  }

  /**
   * Finds a model by its digest.
   *
   * @param sha256 of the model, 64 hexadecimal digits in lower case
   * @return the model, if one is registered
   */
  public Optional<RegisteredModel> findByDigest(String sha256) {
    return database.read(
        handle ->
            handle
                .createQuery("SELECT " + COLUMNS + " FROM models m WHERE m.sha256 = :sha256")
                .bind("sha256", sha256)
                .map((row, context) -> model(row))
                .findOne());
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
