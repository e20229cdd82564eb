package io.pneumonia.web.application;

import io.pneumonia.Predictor;
import io.pneumonia.bundled.BundledModel;
import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.ModelRejected;
import io.pneumonia.error.PneumoniaException;
import io.pneumonia.error.RequestRejected;
import io.pneumonia.model.ModelCard;
import io.pneumonia.model.ModelCards;
import io.pneumonia.model.ModelId;
import io.pneumonia.persistence.models.ModelRegistry;
import io.pneumonia.persistence.models.RegisteredModel;
import io.pneumonia.persistence.request.Actor;
import io.pneumonia.web.configuration.ServerConfiguration.ModelChoice;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Models from the registry into folders, where backends can open them, and back. */
final class ModelFolders {

  private final ModelChoice choice;
  private final ModelId configured;

  ModelFolders(ModelChoice choice, ModelId configured) {
    this.choice = choice;
    this.configured = configured;
  }

  /** Whether the configuration wants its model in force, whatever administrators chose. */
  boolean mayOverrule() {
    return choice.overrules();
  }

  /** Opens a file, with its card beside it, as the configuration says. */
  Predictor open(Path model) {
    return ActiveModel.open(
        new ModelChoice(
            model, null, choice.backend(), choice.threads(), choice.decodeMode(), false));
  }

  /** Opens a registered model; the configured one from where the configuration says. */
  Predictor open(ModelRegistry registry, RegisteredModel model) {
    if (model.model().sha256().equals(configured.sha256())) {
      return ActiveModel.open(choice);
    }
    try (ScratchFolder folder = ScratchFolder.make()) {
      return opened(registry, model, folder);
    } catch (IOException e) {
      throw unreadable(model.model(), e);
    }
  }

  private Predictor opened(ModelRegistry registry, RegisteredModel model, ScratchFolder folder)
      throws IOException {
    Predictor opened;
    try {
      opened = open(registry.unpack(model, folder.path()));
    } catch (ModelRejected e) {
      throw new ModelRejected(e.code(), folder.shown(e.getMessage()), e);
    }
    if (opened.model().sha256().equals(model.model().sha256())) {
      return opened;
    }
    opened.close();
    throw new ModelRejected(
        ErrorCode.MODEL_DIGEST_MISMATCH,
        "%s: expected sha256 %s, found %s in the database"
            .formatted(model.location(), model.model().sha256(), opened.model().sha256()));
  }

  /** A registered model's card. */
  Optional<ModelCard> card(ModelRegistry registry, RegisteredModel model) {
    String file = model.location() + ".card.json";
    return registry.read(model, file).map(json -> ModelCards.parse(json, file));
  }

  /** Registers what the configuration names, so that other servers have it too. */
  RegisteredModel registerConfigured(ModelRegistry registry, ModelId id) {
    try (ScratchFolder folder = ScratchFolder.make()) {
      Path model = copyConfigured(folder.path());
      return register(registry, Actor.SYSTEM, id, folder.path(), model);
    } catch (RequestRejected e) {
      // Another server that began at the same time was faster.
      return registry.findByDigest(id.sha256()).orElseThrow(() -> e);
    } catch (IOException e) {
      throw unreadable(id, e);
    }
  }

  private Path copyConfigured(Path folder) throws IOException {
    @Nullable Path source = choice.file();
    if (source == null) {
      return BundledModel.unpackTo(folder);
    }
    Path copy = folder.resolve(String.valueOf(source.toAbsolutePath().normalize().getFileName()));
    copyAll(source, copy);
    copyCard(source, ModelCards.beside(copy));
    Optional<Path> gate = ModelCards.findGate(source);
    if (gate.isPresent()) {
      Files.copy(gate.get(), folder.resolve(copy.getFileName() + ".gate.json"));
    }
    return copy;
  }

  private void copyCard(Path source, Path target) throws IOException {
    @Nullable Path card = choice.card();
    if (card != null) {
      Files.copy(card, target);
      return;
    }
    Optional<ModelCard> found = ModelCards.find(source);
    if (found.isPresent()) {
      ModelCards.write(found.get(), target);
    }
  }

  private static void copyAll(Path source, Path target) throws IOException {
    try (Stream<Path> all = Files.walk(source)) {
      for (Path each : all.toList()) {
        Path copy = target.resolve(source.relativize(each).toString());
        if (Files.isDirectory(each)) {
          Files.createDirectories(copy);
        } else {
          Files.copy(each, copy);
        }
      }
    }
  }

  static RegisteredModel register(
      ModelRegistry registry, Actor actor, ModelId id, Path folder, Path model) {
    String location = folder.relativize(model).toString().replace(File.separatorChar, '/');
    try {
      return registry.register(actor, id, location, folder);
    } catch (IOException e) {
      throw unreadable(id, e);
    }
  }

  private static PneumoniaException unreadable(ModelId model, IOException e) {
    return new ModelRejected(
        ErrorCode.MODEL_UNREADABLE,
        "model %s: expected to copy its files, found %s".formatted(model, e),
        e);
  }
}
