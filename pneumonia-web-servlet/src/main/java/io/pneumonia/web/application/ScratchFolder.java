package io.pneumonia.web.application;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A temporary folder that only its owner can enter, until it is closed. */
public final class ScratchFolder implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ScratchFolder.class);

  private final Path path;

  private ScratchFolder(Path path) {
    this.path = path;
  }

  /**
   * Makes a folder where {@code java.io.tmpdir} says.
   *
   * @return the folder, to be closed by the caller
   * @throws IOException if there is no room for it
   */
  public static ScratchFolder make() throws IOException {
    return new ScratchFolder(Files.createTempDirectory("pneumonia-model-").toRealPath());
  }

  /**
   * Where it is.
   *
   * @return an empty folder at first
   */
  public Path path() {
    return path;
  }

  /**
   * A message about files in this folder, which is nobody's business.
   *
   * @param message what to show
   * @return the same without the folder's name
   */
  public String shown(String message) {
    return message.replace(path + File.separator, "");
  }

  /** Removes it and what is in it. */
  @Override
  public void close() {
    try (Stream<Path> all = Files.walk(path)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    } catch (IOException e) {
      LOG.warn("{}: the temporary folder cannot be removed", path, e);
    }
  }
}
