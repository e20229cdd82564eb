package io.pneumonia.image;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Finds pictures by their names: visible files that end with .jpg, .jpeg or .png, in capitals or
 * not. Nothing is opened.
 */
public final class PictureFiles {

  private PictureFiles() {}

  /**
   * The pictures that a command line names.
   *
   * @param paths a file stands for itself, whatever its name; a folder for the pictures {@link
   *     #within} it
   * @return the files, in the order of the paths
   * @throws UncheckedIOException if a folder cannot be read
   */
  public static List<Path> expand(List<Path> paths) {
    List<Path> files = new ArrayList<>();
    for (Path path : paths) {
      if (Files.isDirectory(path)) {
        files.addAll(within(path));
      } else {
        files.add(path);
      }
    }
    return files;
  }

  /**
   * The pictures of a folder, at any depth.
   *
   * @param folder an existing folder
   * @return the files, in the order of their paths
   * @throws UncheckedIOException if it cannot be read
   */
  public static List<Path> within(Path folder) {
    try (Stream<Path> found = Files.walk(folder)) {
      return found
          .filter(Files::isRegularFile)
          .filter(file -> isPictureName(String.valueOf(file.getFileName())))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isPictureName(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return !lower.startsWith(".")
        && (lower.endsWith(".jpg") || lower.endsWith(".jpeg") || lower.endsWith(".png"));
  }
}
