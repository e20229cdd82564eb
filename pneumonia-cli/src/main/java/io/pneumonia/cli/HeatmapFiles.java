package io.pneumonia.cli;

import io.pneumonia.Explanation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The heatmaps of a run, one for each picture. They lie in their folder as the pictures lie in the
 * innermost folder that holds them all, so that two pictures of one name have two heatmaps.
 */
final class HeatmapFiles {

  private static final String ENDING = ".evidence.png";

  private final Map<Path, Path> targets;

  private HeatmapFiles(Map<Path, Path> targets) {
    this.targets = targets;
  }

  /**
   * Chooses the names.
   *
   * @throws IllegalArgumentException if a heatmap would take the place of a picture, of another
   *     heatmap, or without force of any file; or if the next run over the same folders would take
   *     heatmaps for pictures
   */
  static HeatmapFiles plan(Path folder, List<Path> paths, List<Path> pictures, boolean force)
      throws IOException {
    requireOutside(folder, paths);
    @Nullable Path base = commonFolder(pictures);
    Map<Path, Path> targets = new HashMap<>();
    Map<Path, Path> owners = new HashMap<>();
    for (Path picture : pictures) {
      Path target = folder.resolve(within(base, absolute(picture)) + ENDING);
      targets.put(picture, target);
      @Nullable Path other = owners.put(target, absolute(picture));
      if (other != null && !other.equals(absolute(picture))) {
        throw new IllegalArgumentException(other + " and " + picture + " would both be " + target);
      }
    }
    requireFree(owners.keySet(), pictures, force);
    return new HeatmapFiles(targets);
  }

  private static void requireOutside(Path folder, List<Path> paths) {
    for (Path path : paths) {
      if (Files.isDirectory(path) && absolute(folder).startsWith(absolute(path))) {
        throw new IllegalArgumentException(
            "expected a folder outside of "
                + path
                + ", whose pictures are predicted, found "
                + folder);
      }
    }
  }

  private static void requireFree(Set<Path> targets, List<Path> pictures, boolean force)
      throws IOException {
    Set<Path> inputs = new HashSet<>();
    for (Path picture : pictures) {
      if (Files.exists(picture)) {
        inputs.add(picture.toRealPath());
      }
    }
    for (Path target : targets) {
      if (Files.exists(target) && inputs.contains(target.toRealPath())) {
        throw new IllegalArgumentException(target + " is one of the pictures");
      }
      if (Files.exists(target) && !force) {
        throw new IllegalArgumentException(target + " exists already; --force overwrites it");
      }
    }
  }

  /** The innermost folder that holds all files; null where they lie on different drives. */
  private static @Nullable Path commonFolder(List<Path> files) {
    @Nullable Path common = absolute(files.get(0)).getParent();
    for (Path file : files) {
      while (common != null && !absolute(file).startsWith(common)) {
        common = common.getParent();
      }
    }
    return common;
  }

  private static Path within(@Nullable Path base, Path file) {
    return (base == null ? file.getRoot() : base).relativize(file);
  }

  private static Path absolute(Path path) {
    return path.toAbsolutePath().normalize();
  }

  /** Writes a picture's heatmap, whole or not at all. */
  Heatmap write(Path picture, Explanation explanation) throws IOException {
    Path target = Objects.requireNonNull(targets.get(picture));
    Path parent = absolute(target).getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    try (PendingFile file = new PendingFile(target)) {
      file.stream().write(explanation.png());
      file.complete();
    }
    return new Heatmap(target, explanation.method());
  }
}
