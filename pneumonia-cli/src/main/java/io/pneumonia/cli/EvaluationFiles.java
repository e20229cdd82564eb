package io.pneumonia.cli;

import io.pneumonia.evaluation.EvaluationReport;
import io.pneumonia.evaluation.ScoreTable;
import io.pneumonia.evaluation.report.ReportHtml;
import io.pneumonia.evaluation.report.ReportJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The files that an evaluation writes: all of them complete, or none. */
final class EvaluationFiles {

  @Option(names = "--json", paramLabel = "FILE", description = "Writes the report as JSON.")
  private @Nullable Path json;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "Writes the report as one HTML page, with curves.")
  private @Nullable Path page;

  @Option(
      names = "--scores",
      paramLabel = "FILE",
      description = "Writes every picture's score as CSV; --from-scores reads it.")
  private @Nullable Path scores;

  @Option(names = "--force", description = "Overwrites existing files.")
  private boolean force;

  @SuppressWarnings("NullAway.Init")
  EvaluationFiles() {}

  /** Begins every file that was asked for, so that one that cannot be written shows now. */
  Open open(CommandLine command, boolean scoresAreGiven) throws IOException {
    if (scores != null && scoresAreGiven) {
      throw new ParameterException(command, "--scores and --from-scores exclude each other");
    }
    Stream.of(json, page, scores)
        .filter(file -> file != null && Files.exists(file) && !force)
        .findFirst()
        .ifPresent(
            file -> {
              throw new ParameterException(
                  command, file + " exists already; --force overwrites it");
            });
    return new Open(json, page, scores);
  }

  /** Files that have been begun. */
  static final class Open implements AutoCloseable {
    private final @Nullable PendingFile json;
    private final @Nullable PendingFile page;
    private final @Nullable PendingFile scores;

    Open(@Nullable Path json, @Nullable Path page, @Nullable Path scores) throws IOException {
      this.json = json == null ? null : new PendingFile(json);
      this.page = page == null ? null : new PendingFile(page);
      this.scores = scores == null ? null : new PendingFile(scores);
    }

    @Nullable ScoreTable scores() {
      return scores == null ? null : new ScoreTable(scores.writer());
    }

    void complete(EvaluationReport report) throws IOException {
      if (json != null) {
        json.writer().write(ReportJson.of(report));
        json.complete();
      }
      if (page != null) {
        page.writer().write(ReportHtml.of(report));
        page.complete();
      }
      if (scores != null) {
        scores.complete();
      }
    }

    @Override
    public void close() throws IOException {
      for (PendingFile file : new PendingFile[] {json, page, scores}) {
        if (file != null) {
          file.close();
        }
      }
    }
  }
}
