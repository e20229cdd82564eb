package io.pneumonia.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Whether and where heatmaps are written. */
final class HeatmapOptions {

  @Option(
      names = "--heatmap",
      paramLabel = "DIR",
      description =
          "Also writes for every picture a PNG of the evidence for pneumonia into this folder: where"
              + " the network looked, not where the disease is.")
  private @Nullable Path folder;

  @Option(names = "--force", description = "Overwrites heatmaps that exist already.")
  private boolean force;

  @SuppressWarnings("NullAway.Init")
  HeatmapOptions() {}

  /**
   * Chooses a name for every heatmap, and refuses those that would do harm before anything runs.
   *
   * @param paths as they were named
   * @param pictures the files found there
   */
  Optional<HeatmapFiles> plan(CommandLine command, List<Path> paths, List<Path> pictures)
      throws IOException {
    if (folder == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(HeatmapFiles.plan(folder, paths, pictures, force));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command, "--heatmap: " + e.getMessage(), e);
    }
  }
}
