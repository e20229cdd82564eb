package io.pneumonia.cli;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * A file that appears under its name when it is complete, and not at all otherwise. Until then it
 * lies beside, hidden, which also shows early whether it can be written at all.
 */
final class PendingFile implements AutoCloseable {

  private final Path target;
  private final Path part;
  private final OutputStream stream;
  private final Writer writer;

  PendingFile(Path target) throws IOException {
    this.target = target;
    String name = "." + target.getFileName() + "." + ProcessHandle.current().pid() + ".part";
    this.part = target.resolveSibling(name);
    try {
      this.stream = Files.newOutputStream(part, StandardOpenOption.CREATE_NEW);
    } catch (NoSuchFileException e) {
      throw new IOException(target + ": expected a folder to write into, found none", e);
    }
    this.writer =
        new BufferedWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8.newEncoder()));
  }

  /** For text. */
  Writer writer() {
    return writer;
  }

  /** For bytes. */
  OutputStream stream() {
    return stream;
  }

  /** Gives the file its name, over whatever has it. */
  void complete() throws IOException {
    writer.close();
    Files.move(part, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public void close() throws IOException {
    writer.close();
    Files.deleteIfExists(part);
  }
}
