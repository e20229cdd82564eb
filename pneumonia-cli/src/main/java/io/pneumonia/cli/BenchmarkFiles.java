package io.pneumonia.cli;

import io.pneumonia.evaluation.report.SpeedHtml;
import io.pneumonia.evaluation.report.SpeedJson;
import io.pneumonia.evaluation.speed.SpeedReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The files that a benchmark writes: all of them complete, or none. */
final class BenchmarkFiles {

  @Option(names = "--json", paramLabel = "FILE", description = "Writes the figures as JSON.")
  private @Nullable Path json;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "Writes the figures as one HTML page, with plots.")
  private @Nullable Path page;

  @Option(names = "--force", description = "Overwrites existing files.")
  private boolean force;

  BenchmarkFiles() {}

  /** Begins every file that was asked for, so that one that cannot be written shows now. */
  Open open(CommandLine command) throws IOException {
    Stream.of(json, page)
        .filter(file -> file != null && Files.exists(file) && !force)
        .findFirst()
        .ifPresent(
            file -> {
              throw new ParameterException(
                  command, file + " exists already; --force overwrites it");
            });
    return new Open(json, page);
  }

  /** Files that have been begun. */
  static final class Open implements AutoCloseable {
    private final @Nullable PendingFile json;
    private final @Nullable PendingFile page;

    Open(@Nullable Path json, @Nullable Path page) throws IOException {
      this.json = json == null ? null : new PendingFile(json);
      this.page = page == null ? null : new PendingFile(page);
    }

    void complete(SpeedReport report) throws IOException {
      if (json != null) {
        json.writer().write(SpeedJson.of(report));
        json.complete();
      }
      if (page != null) {
        page.writer().write(SpeedHtml.of(report));
        page.complete();
      }
    }

    @Override
    public void close() throws IOException {
      for (PendingFile file : new PendingFile[] {json, page}) {
        if (file != null) {
          file.close();
        }
      }
    }
  }
}
