package io.pneumonia.model;

import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.ModelRejected;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The SHA-256 of a model. Of a file: of its bytes. Of a folder: for every file in it, at any depth,
 * in the order of their relative paths' UTF-8 bytes (slashes between the parts), of the path, a
 * zero byte, the length as eight bytes (big end first), and the content. {@link
 * ModelCards#OUTSIDE_DIGEST} right in the folder are left out.
 */
final class ModelDigest {

  private ModelDigest() {}

  static String of(Path model) {
    if (Files.notExists(model)) {
      throw new ModelRejected(
          ErrorCode.MODEL_NOT_FOUND,
          "model " + model.getFileName() + ": expected a file or a folder, found nothing");
    }
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      if (Files.isDirectory(model)) {
        folder(model, digest);
      } else {
        file(model, digest);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (IOException | UncheckedIOException e) {
      throw new ModelRejected(
          ErrorCode.MODEL_UNREADABLE, "model " + model.getFileName() + " cannot be read", e);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }

  private static void folder(Path folder, MessageDigest digest) throws IOException {
    for (Path file : files(folder)) {
      digest.update(name(folder, file));
      digest.update((byte) 0);
      digest.update(ByteBuffer.allocate(Long.BYTES).putLong(Files.size(file)).array());
      file(file, digest);
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    Set<Path> outside =
        ModelCards.OUTSIDE_DIGEST.stream().map(folder::resolve).collect(Collectors.toSet());
    try (Stream<Path> files = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
      return files
          .filter(file -> Files.isRegularFile(file) && !outside.contains(file))
          .sorted((a, b) -> Arrays.compareUnsigned(name(folder, a), name(folder, b)))
          .toList();
    }
  }

  private static byte[] name(Path folder, Path file) {
    return folder
        .relativize(file)
        .toString()
        .replace(folder.getFileSystem().getSeparator(), "/")
        .getBytes(StandardCharsets.UTF_8);
  }

  private static void file(Path file, MessageDigest digest) throws IOException {
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = Files.newInputStream(file)) {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        digest.update(buffer, 0, count);
      }
    }
  }
}
