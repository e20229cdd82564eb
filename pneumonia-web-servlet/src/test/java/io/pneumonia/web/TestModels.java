package io.pneumonia.web;

import io.pneumonia.persistence.models.RegisteredModel;
import io.pneumonia.persistence.request.Actor;
import io.pneumonia.web.application.ScratchFolder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A second model to switch to: made by {@code src/test/python/make_models.py}. */
final class TestModels {

  static final String SHIFTED = "phantom-shifted.keras";
  static final String CARD = SHIFTED + ".card.json";

  private TestModels() {}

  static byte[] bytes(String name) {
    try (InputStream in = TestModels.class.getResourceAsStream(name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Registers it in the system's name. */
  static RegisteredModel add(RunningServer server) {
    try (ScratchFolder folder = ScratchFolder.make()) {
      Path model = Files.write(folder.path().resolve(SHIFTED), bytes(SHIFTED));
      Files.write(folder.path().resolve(CARD), bytes(CARD));
      return server.server().application().models().add(Actor.SYSTEM, folder, model);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
