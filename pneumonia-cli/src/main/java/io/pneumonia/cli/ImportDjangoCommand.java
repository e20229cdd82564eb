package io.pneumonia.cli;

import io.pneumonia.persistence.Records;
import io.pneumonia.persistence.django.DjangoPlace;
import io.pneumonia.persistence.django.ImportReport;
import io.pneumonia.persistence.django.ImportReport.Subject;
import io.pneumonia.persistence.request.Actor;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IExitCodeGenerator;
import picocli.CommandLine.Option;

/** Moves in from the Django system that this one replaces. */
@Command(
    name = "import-django",
    description = {
      "Takes over accounts, tokens, pictures, results, history and settings of a Django system.",
      "Its data are only read. Again, it takes what has come since; nothing comes twice or back.",
      "The password of a PostgreSQL user is read from PNEUMONIA_DJANGO_PASSWORD, or from the file"
          + " that PNEUMONIA_DJANGO_PASSWORD_FILE names."
    },
    sortOptions = false,
    mixinStandardHelpOptions = true)
final class ImportDjangoCommand extends UsersCommand.OnRecords implements IExitCodeGenerator {

  private static final String PASSWORD = "PNEUMONIA_DJANGO_PASSWORD";

  @Option(
      names = "--db",
      paramLabel = "FILE|URL",
      required = true,
      description = "Django's SQLite file, or postgresql://HOST:PORT/DATABASE.")
  private String database;

  @Option(names = "--db-user", paramLabel = "NAME", description = "User of a PostgreSQL database.")
  private @Nullable String user;

  @Option(
      names = "--media",
      paramLabel = "DIR",
      required = true,
      description = "Django's media folder.")
  private Path media;

  private boolean complete;

  @SuppressWarnings("NullAway.Init")
  ImportDjangoCommand() {}

  @Override
  void run(Records records, PrintWriter out) throws IOException {
    ImportReport report;
    try (UpkeepProgressBar bar = new UpkeepProgressBar()) {
      DjangoPlace place = new DjangoPlace(database, user, password(), media);
      report = records.djangoImport().run(Actor.SYSTEM, place, bar);
    }
    for (Subject subject : Subject.values()) {
      out.printf(
          Locale.ROOT,
          "%s\t%,d taken\t%,d here before%n",
          named(subject),
          report.taken(subject),
          report.here(subject));
    }
    report
        .skipped()
        .forEach(
            skipped ->
                out.println(
                    "skipped\t%s %s\t%s"
                        .formatted(named(skipped.subject()), skipped.key(), skipped.reason())));
    report.notes().forEach(note -> out.println("note\t" + note));
    complete = report.skipped().isEmpty();
  }

  private static String named(Subject subject) {
    return subject.name().toLowerCase(Locale.ROOT);
  }

  private static @Nullable String password() throws IOException {
    @Nullable String file = System.getenv(PASSWORD + "_FILE");
    return file == null ? System.getenv(PASSWORD) : Files.readString(Path.of(file)).strip();
  }

  @Override
  public int getExitCode() {
    return complete ? ExitStatus.DONE : ExitStatus.SOME_REFUSED;
  }
}
