package io.pneumonia.web.application;

import io.pneumonia.Predictor;
import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.ModelRejected;
import io.pneumonia.error.PneumoniaException;
import io.pneumonia.error.RequestRejected;
import io.pneumonia.model.ModelCard;
import io.pneumonia.persistence.models.ModelActivation;
import io.pneumonia.persistence.models.ModelRegistry;
import io.pneumonia.persistence.models.RegisteredModel;
import io.pneumonia.persistence.request.Actor;
import io.pneumonia.web.telemetry.ErrorReports;
import io.pneumonia.web.telemetry.Occasion;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which of the registered models is in force here: the one that the registry names, on every server
 * of an installation. Whoever puts another in force has it here at once; other servers look every
 * two seconds. A model is opened and tried on a picture before it replaces another.
 */
public final class InstalledModels implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(InstalledModels.class);
  private static final long LOOK_SECONDS = 2;
  private static final Duration RETRY = Duration.ofSeconds(30);

  private final ModelRegistry registry;
  private final ModelFolders folders;
  private final ActiveModel active;
  private final ErrorReports errors;
  private final GoldenPicture golden = new GoldenPicture();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread look = new Thread(work, "model-registry");
            look.setDaemon(true);
            return look;
          });
  private final Map<Long, Trial> trials = new ConcurrentHashMap<>();
  private volatile @Nullable Failure failure;

  /** Why the model that the registry names is not in force here. */
  private record Failure(RegisteredModel model, PneumoniaException why, long nanos) {}

  InstalledModels(
      ModelRegistry registry, ModelFolders folders, ActiveModel active, ErrorReports errors) {
    this.registry = registry;
    this.folders = folders;
    this.active = active;
    this.errors = errors;
  }

  /**
   * Puts in force what is to be in force: the model that an administrator chose last, or else the
   * configured one, which is registered then.
   *
   * @throws PneumoniaException if the chosen one cannot be opened: another would give other results
   */
  synchronized void begin() {
    Optional<ModelActivation> last = registry.history(1).stream().findFirst();
    if (last.isEmpty() || last.get().isAutomatic() || folders.mayOverrule()) {
      registerConfigured(last.map(ModelActivation::model));
    } else if (!isInForce(last.get().model())) {
      active.replace(openChosen(last.get()));
    }
    Future<?> unused =
        thread.scheduleWithFixedDelay(this::look, LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
  }

  private void registerConfigured(Optional<RegisteredModel> last) {
    if (last.filter(this::isInForce).isPresent()) {
      return;
    }
    RegisteredModel configured =
        registry
            .findByDigest(active.id().sha256())
            .orElseGet(() -> folders.registerConfigured(registry, active.id()));
    registry.activate(Actor.SYSTEM, configured.id());
  }

  private Predictor openChosen(ModelActivation chosen) {
    try {
      return open(chosen.model());
    } catch (PneumoniaException e) {
      throw new ModelRejected(
          e.code(),
          ("model %s, which %s put in force: expected to open it, found: %s; with"
                  + " model-at-start=configured this server begins with the configured model")
              .formatted(chosen.model().model(), chosen.activatedBy(), e.getMessage()),
          e);
    }
  }

  private boolean isInForce(RegisteredModel model) {
    return model.model().sha256().equals(active.id().sha256());
  }

  /** Opens a model that answers: it has seen the golden picture. */
  private Predictor open(RegisteredModel model) {
    Predictor opened = folders.open(registry, model);
    try {
      note(model, opened);
      return opened;
    } catch (RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  private Trial note(RegisteredModel model, Predictor opened) {
    Trial trial = new Trial(opened.backend(), golden.ask(opened), opened.notes());
    trials.put(model.id(), trial);
    return trial;
  }

  private synchronized void look() {
    try {
      registry.active().ifPresent(this::follow);
    } catch (PneumoniaException e) {
      LOG.warn("model in force: {}", e.getMessage());
    } catch (RuntimeException e) {
      LOG.error("looking for the model in force failed", e);
      errors.report(e, Occasion.ofTask("model"));
    }
  }

  private void follow(RegisteredModel model) {
    @Nullable Failure before = failure;
    if (isInForce(model)) {
      failure = null;
    } else if (before == null
        || !before.model().equals(model)
        || System.nanoTime() - before.nanos() > RETRY.toNanos()) {
      try {
        active.replace(open(model));
        failure = null;
        LOG.info("model {} is in force, as another server has it", model.model());
      } catch (PneumoniaException e) {
        failure = new Failure(model, e, System.nanoTime());
        LOG.error("model {} is to be in force and cannot be opened", model.model(), e);
        errors.report(e, Occasion.ofTask("model"));
      }
    }
  }

  /**
   * What a model said when it was tried.
   *
   * @param backend what ran it
   * @param golden what it says of a drawn picture
   * @param notes what was inferred about it and what looks wrong, in sentences
   */
  public record Trial(String backend, String golden, List<String> notes) {

    /** Copies the list. */
    public Trial {
      notes = List.copyOf(notes);
    }
  }

  /**
   * Tries a model and registers it.
   *
   * @param actor an administrator
   * @param folder the model with its card, and its input gate if it has one
   * @param model which of the files it is
   * @return the registered model
   * @throws PneumoniaException if it cannot be opened or does not answer; or as {@link
   *     ModelRegistry#register}
   */
  public synchronized RegisteredModel add(Actor actor, ScratchFolder folder, Path model) {
    actor.requireAdministrator();
    try (Predictor opened = folders.open(model)) {
      golden.ask(opened);
      RegisteredModel added =
          ModelFolders.register(registry, actor, opened.model(), folder.path(), model);
      note(added, opened);
      return added;
    }
  }

  /**
   * Tries a registered model, without putting it in force.
   *
   * @param actor an administrator
   * @param id the registered model
   * @return what it said
   * @throws PneumoniaException if it cannot be opened or does not answer
   */
  public synchronized Trial tryOut(Actor actor, long id) {
    actor.requireAdministrator();
    RegisteredModel model = registry.find(id);
    try (Predictor opened = folders.open(registry, model)) {
      return note(model, opened);
    }
  }

  /**
   * What a model said when it was tried here last.
   *
   * @param id the registered model
   * @return empty if it was not tried since the start
   */
  public Optional<Trial> lastTrial(long id) {
    return Optional.ofNullable(trials.get(id));
  }

  /**
   * Puts a model in force, here at once and on other servers within seconds. Pictures that are
   * being analysed get their answers from the model before.
   *
   * @param actor an administrator
   * @param id the registered model
   * @return the model, which is in force now
   * @throws PneumoniaException if it cannot be opened or does not answer, then nothing has changed;
   *     or as {@link ModelRegistry#activate}
   */
  public synchronized RegisteredModel activate(Actor actor, long id) {
    actor.requireAdministrator();
    return replaceBy(registry.find(id), () -> registry.activate(actor, id));
  }

  /**
   * Puts the model in force again that was before the present one.
   *
   * @param actor an administrator
   * @return the model, which is in force now
   * @throws PneumoniaException as {@link #activate}; or as {@link ModelRegistry#rollBack}
   */
  public synchronized RegisteredModel rollBack(Actor actor) {
    actor.requireAdministrator();
    List<ModelActivation> latest = registry.history(2);
    if (latest.size() < 2) {
      throw new RequestRejected(
          ErrorCode.RECORD_CONFLICT, "No model was in force before the present one.");
    }
    return replaceBy(latest.get(1).model(), () -> registry.rollBack(actor));
  }

  private RegisteredModel replaceBy(RegisteredModel wanted, Supplier<RegisteredModel> decision) {
    @Nullable Predictor next = isInForce(wanted) ? null : open(wanted);
    RegisteredModel decided;
    try {
      decided = decision.get();
    } catch (RuntimeException e) {
      if (next != null) {
        next.close();
      }
      throw e;
    }
    if (next != null && decided.id() == wanted.id()) {
      active.replace(next);
    } else if (next != null) {
      next.close();
    }
    follow(decided);
    return decided;
  }

  /**
   * Every registered model.
   *
   * @return the latest first
   */
  public List<RegisteredModel> list() {
    return registry.list();
  }

  /**
   * The card of a registered model.
   *
   * @param model the model
   * @return its card, or empty where it has none and it is inferred from the file
   * @throws PneumoniaException if the files cannot be had
   */
  public Optional<ModelCard> card(RegisteredModel model) {
    return isInForce(model) ? Optional.of(active.card()) : folders.card(registry, model);
  }

  /**
   * Why another model is in force here than on other servers.
   *
   * @return one sentence, or empty if the one in force is the one that the registry names
   */
  public Optional<String> problem() {
    return Optional.ofNullable(failure)
        .map(
            known ->
                "model %s is to be in force and cannot be opened here: %s"
                    .formatted(known.model().model(), known.why().getMessage()));
  }

  /** Throws unless the model in force is the right one, and answers as it did. */
  void check() {
    @Nullable Failure known = failure;
    if (known != null) {
      throw new ModelRejected(known.why().code(), problem().orElse(""));
    }
    active.check(golden);
  }

  /** Looks no more; one that is being opened is waited for, and closed with the one in force. */
  @Override
  public void close() {
    Termination.await(thread);
  }
}
