package io.pneumonia.persistence.models;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/** The statements over the table of models' files, which are read and written piece by piece. */
final class ModelFiles {

  private static final int PIECE_BYTES = 192 << 10;

  private ModelFiles() {}

  /**
   * A piece of a file.
   *
   * @param path of the file, with slashes, from the folder on
   * @param position 0 for the file's first piece
   * @param content the bytes as Base64
   */
  record Piece(String path, int position, String content) {

    /** Writes it behind the pieces before it. */
    void append(Path folder) throws IOException {
      Path file = folder.resolve(path).normalize();
      if (!file.startsWith(folder) || file.equals(folder)) {
        throw new IOException(path + ": expected a file inside the model's folder");
      }
      Files.createDirectories(file.resolveSibling(""));
      StandardOpenOption how =
          position == 0 ? StandardOpenOption.CREATE_NEW : StandardOpenOption.APPEND;
      try (OutputStream out = Files.newOutputStream(file, how, StandardOpenOption.WRITE)) {
        out.write(Base64.getDecoder().decode(content));
      }
    }
  }

  /** Replaces a model's files by everything in a folder. */
  static void replace(Handle handle, long model, Path folder) throws IOException {
    handle.execute("DELETE FROM model_files WHERE model_id = ?", model);
    List<Path> files;
    try (Stream<Path> all = Files.walk(folder)) {
      files = all.filter(Files::isRegularFile).sorted().toList();
    }
    for (Path file : files) {
      String path = folder.relativize(file).toString().replace(File.separatorChar, '/');
      insert(handle, model, path, file);
    }
  }

  private static void insert(Handle handle, long model, String path, Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      int position = 0;
      byte[] bytes = in.readNBytes(PIECE_BYTES);
      do {
        handle
            .createUpdate(
                """
                INSERT INTO model_files (model_id, path, position, content)
                VALUES (:model, :path, :position, :content)
                """)
            .bind("model", model)
            .bind("path", path)
            .bind("position", position++)
            .bind("content", Base64.getEncoder().encodeToString(bytes))
            .execute();
        bytes = in.readNBytes(PIECE_BYTES);
      } while (bytes.length > 0);
    }
  }

  /** The piece behind another, or the first. */
  static Optional<Piece> next(Handle handle, long model, String path, int position) {
    return handle
        .createQuery(
            """
            SELECT path, position, content FROM model_files
            WHERE model_id = :model AND (path, position) > (:path, :position)
            ORDER BY path, position LIMIT 1
            """)
        .bind("model", model)
        .bind("path", path)
        .bind("position", position)
        .map(
            (row, context) ->
                new Piece(row.getString("path"), row.getInt("position"), row.getString("content")))
        .findOne();
  }

  /** A whole file, which must be small. */
  static Optional<byte[]> read(Handle handle, long model, String path) {
    List<String> pieces =
        handle
            .createQuery(
                "SELECT content FROM model_files WHERE model_id = :model AND path = :path"
                    + " ORDER BY position")
            .bind("model", model)
            .bind("path", path)
            .mapTo(String.class)
            .list();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    pieces.forEach(piece -> bytes.writeBytes(Base64.getDecoder().decode(piece)));
    return pieces.isEmpty() ? Optional.empty() : Optional.of(bytes.toByteArray());
  }
}
