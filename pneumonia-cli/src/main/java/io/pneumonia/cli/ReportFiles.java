package io.pneumonia.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The files that a command writes its report to: all of them complete, or none. */
final class ReportFiles {

  @Option(names = "--json", paramLabel = "FILE", description = "Writes the figures as JSON.")
  private @Nullable Path json;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "Writes the figures as one HTML page, with plots.")
  private @Nullable Path page;

  @Option(names = "--force", description = "Overwrites existing files.")
  private boolean force;

  ReportFiles() {}

  /**
   * Begins every file that was asked for, so that one that cannot be written shows now.
   *
   * @param table one more file, which the command fills itself
   */
  Open open(CommandLine command, @Nullable Path table) throws IOException {
    Stream.of(json, page, table)
        .filter(file -> file != null && Files.exists(file) && !force)
        .findFirst()
        .ifPresent(
            file -> {
              throw new ParameterException(
                  command, file + " exists already; --force overwrites it");
            });
    return new Open(json, page, table);
  }

  /** Files that have been begun. */
  static final class Open implements AutoCloseable {
    private final @Nullable PendingFile json;
    private final @Nullable PendingFile page;
    private final @Nullable PendingFile table;

    private Open(@Nullable Path json, @Nullable Path page, @Nullable Path table)
        throws IOException {
      this.json = json == null ? null : new PendingFile(json);
      this.page = page == null ? null : new PendingFile(page);
      this.table = table == null ? null : new PendingFile(table);
    }

    @Nullable PendingFile table() {
      return table;
    }

    void complete(Supplier<String> asJson, Supplier<String> asPage) throws IOException {
      if (json != null) {
        json.writer().write(asJson.get());
        json.complete();
      }
      if (page != null) {
        page.writer().write(asPage.get());
        page.complete();
      }
      if (table != null) {
        table.complete();
      }
    }

    @Override
    public void close() throws IOException {
      for (PendingFile file : new PendingFile[] {json, page, table}) {
        if (file != null) {
          file.close();
        }
      }
    }
  }
}
