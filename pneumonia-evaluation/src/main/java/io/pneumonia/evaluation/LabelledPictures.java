package io.pneumonia.evaluation;

import io.pneumonia.decision.Finding;
import io.pneumonia.error.DataRejected;
import io.pneumonia.error.ErrorCode;
import io.pneumonia.image.PictureFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Pictures and what they show, by name; nothing is opened but the table.
 *
 * <p>A folder has its pictures below {@code NORMAL} and {@code PNEUMONIA}, in capitals or not, at
 * any depth. A table is a CSV file with the columns {@code path} (relative to the table) and {@code
 * label} (NORMAL, PNEUMONIA, 0 or 1), and optionally {@code group}, a patient for instance.
 */
public final class LabelledPictures {

  private final String name;
  private final List<Entry> entries;
  private final List<String> notes;

  private LabelledPictures(String name, List<Entry> entries, List<String> notes) {
    this.name = name;
    this.entries = List.copyOf(entries);
    this.notes = List.copyOf(notes);
  }

  /**
   * One picture.
   *
   * @param file where it lies
   * @param label what it shows
   * @param group what it belongs to, or null for nothing but itself
   */
  public record Entry(Path file, Finding label, @Nullable String group) {}

  /**
   * Reads a folder or a table.
   *
   * @param data the folder, or the CSV file
   * @return its pictures, in the order of the table or of their paths
   * @throws DataRejected {@code DATA_NOT_FOUND} if there is none, {@code DATA_UNREADABLE} if it
   *     cannot be read, {@code DATA_INVALID} if labels are missing or wrong
   */
  public static LabelledPictures read(Path data) {
    if (!Files.exists(data)) {
      throw new DataRejected(
          ErrorCode.DATA_NOT_FOUND, data + ": expected a folder or a CSV file, found nothing");
    }
    try {
      LabelledPictures found = Files.isDirectory(data) ? folder(data) : table(data);
      if (found.entries.isEmpty()) {
        throw new DataRejected(
            ErrorCode.DATA_INVALID, data + ": expected at least one picture, found none");
      }
      return found;
    } catch (IOException | UncheckedIOException e) {
      throw new DataRejected(ErrorCode.DATA_UNREADABLE, data + " cannot be read", e);
    }
  }

  private static LabelledPictures folder(Path root) throws IOException {
    List<Entry> entries = new ArrayList<>();
    List<String> others = new ArrayList<>();
    boolean labelled = false;
    for (Path child : children(root)) {
      Optional<Finding> label = label(String.valueOf(child.getFileName()));
      if (Files.isDirectory(child) && label.isPresent()) {
        labelled = true;
        PictureFiles.within(child).forEach(file -> entries.add(new Entry(file, label.get(), null)));
      } else if (!child.getFileName().toString().startsWith(".")) {
        others.add(child.getFileName().toString());
      }
    }
    if (!labelled) {
      throw new DataRejected(
          ErrorCode.DATA_INVALID,
          root + ": expected the folders NORMAL and PNEUMONIA, found " + listed(others));
    }
    List<String> notes =
        others.isEmpty()
            ? List.of()
            : List.of(root + ": not NORMAL or PNEUMONIA and left out: " + listed(others));
    return new LabelledPictures(root.toString(), entries, notes);
  }

  private static List<Path> children(Path root) throws IOException {
    try (Stream<Path> found = Files.list(root)) {
      return found.sorted().toList();
    }
  }

  private static String listed(List<String> names) {
    if (names.isEmpty()) {
      return "nothing";
    }
    String some = String.join(", ", names.subList(0, Math.min(10, names.size())));
    return names.size() > 10 ? some + " and " + (names.size() - 10) + " more" : some;
  }

  private static LabelledPictures table(Path file) throws IOException {
    List<Entry> entries = new ArrayList<>();
    Map<Path, Integer> lines = new HashMap<>();
    try (CsvTable table = CsvTable.open(file, "path", "label")) {
      while (table.next()) {
        Path picture = file.resolveSibling(table.required("path")).normalize();
        Integer earlier = lines.putIfAbsent(picture, table.line());
        if (earlier != null) {
          throw table.invalid("a picture once", picture + " again, after line " + earlier);
        }
        entries.add(new Entry(picture, label(table), table.optional("group")));
      }
    }
    return new LabelledPictures(file.toString(), entries, List.of());
  }

  /** The label of a row. */
  static Finding label(CsvTable table) {
    String text = table.required("label");
    return label(text)
        .orElseThrow(() -> table.invalid("the label NORMAL or PNEUMONIA (or 0 or 1)", text));
  }

  private static Optional<Finding> label(String text) {
    return switch (text.toUpperCase(Locale.ROOT)) {
      case "NORMAL", "0" -> Optional.of(Finding.NORMAL);
      case "PNEUMONIA", "1" -> Optional.of(Finding.PNEUMONIA);
      default -> Optional.empty();
    };
  }

  /**
   * Where they were found.
   *
   * @return the path that was read
   */
  public String name() {
    return name;
  }

  /**
   * The pictures.
   *
   * @return in order, at least one
   */
  public List<Entry> entries() {
    return entries;
  }

  /**
   * What was left out, in sentences.
   *
   * @return empty where nothing was
   */
  public List<String> notes() {
    return notes;
  }
}
