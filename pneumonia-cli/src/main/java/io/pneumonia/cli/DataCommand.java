package io.pneumonia.cli;

import io.pneumonia.persistence.Records;
import io.pneumonia.persistence.diagnoses.Purge;
import io.pneumonia.persistence.request.Actor;
import io.pneumonia.persistence.upkeep.BundleForm;
import io.pneumonia.persistence.upkeep.Reencryption;
import io.pneumonia.persistence.upkeep.TransferReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IExitCodeGenerator;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Looking after the records of an installation, for whoever runs it. */
@Command(
    name = "data",
    description = "Checks, backs up, moves and deletes the records of an installation.",
    mixinStandardHelpOptions = true,
    subcommands = {
      DataCommand.Verify.class,
      DataCommand.Backup.class,
      DataCommand.Restore.class,
      DataCommand.Export.class,
      DataCommand.Import.class,
      ImportDjangoCommand.class,
      DataCommand.Reencrypt.class,
      DataCommand.PurgeOld.class
    })
final class DataCommand implements Runnable {

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init")
  DataCommand() {}

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing required subcommand");
  }

  private static String told(TransferReport report) {
    return String.format(
        Locale.ROOT,
        "%,d rows, %,d pictures (%,d bytes)",
        report.allRows(),
        report.pictures(),
        report.pictureBytes());
  }

  @Command(
      name = "verify",
      description = "Compares the database with the pictures, every byte; works while serving.",
      sortOptions = false,
      mixinStandardHelpOptions = true)
  static final class Verify extends UsersCommand.OnRecords implements IExitCodeGenerator {

    private long damages;

    @Override
    void run(Records records, PrintWriter out) {
      long sound;
      try (UpkeepProgressBar bar = new UpkeepProgressBar()) {
        sound =
            records
                .inspection()
                .inspect(
                    Actor.SYSTEM,
                    bar,
                    damage -> {
                      damages++;
                      bar.print(() -> out.println(damage.kind() + "\t" + damage.what()));
                    });
      }
      out.printf(Locale.ROOT, "%,d pictures are sound; %,d damages.%n", sound, damages);
    }

    @Override
    public int getExitCode() {
      return damages == 0 ? ExitStatus.DONE : ExitStatus.SOME_REFUSED;
    }
  }

  /** What writes all records down. */
  abstract static class Writing extends UsersCommand.OnRecords implements IExitCodeGenerator {

    @Spec private CommandSpec own;

    private boolean complete = true;

    @SuppressWarnings("NullAway.Init")
    Writing() {}

    TransferReport write(Records records, Path target, BundleForm form, boolean replace)
        throws IOException {
      TransferReport report;
      try (UpkeepProgressBar bar = new UpkeepProgressBar()) {
        report = records.transfer().write(Actor.SYSTEM, target, form, replace, bar);
      }
      PrintWriter err = own.commandLine().getErr();
      report
          .missing()
          .forEach(path -> err.println("pneumonia: " + path + " is missing or altered: left out"));
      complete = report.missing().isEmpty();
      return report;
    }

    @Override
    public int getExitCode() {
      return complete ? ExitStatus.DONE : ExitStatus.SOME_REFUSED;
    }
  }

  @Command(
      name = "backup",
      description = "Writes all records and pictures, as they are at one moment, into one file.",
      sortOptions = false,
      mixinStandardHelpOptions = true)
  static final class Backup extends Writing {

    @Parameters(paramLabel = "FILE", description = "The backup, a ZIP file.")
    private Path file;

    @Option(names = "--force", description = "Replaces a file that exists.")
    private boolean force;

    @SuppressWarnings("NullAway.Init")
    Backup() {}

    @Override
    void run(Records records, PrintWriter out) throws IOException {
      out.println(file + ": " + told(write(records, file, BundleForm.FILE, force)) + ".");
    }
  }

  @Command(
      name = "export",
      description = "Writes all records as JSON lines, and all pictures, into a new folder.",
      sortOptions = false,
      mixinStandardHelpOptions = true)
  static final class Export extends Writing {

    @Parameters(paramLabel = "DIR", description = "The folder, which must not exist yet.")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    Export() {}

    @Override
    void run(Records records, PrintWriter out) throws IOException {
      out.println(folder + ": " + told(write(records, folder, BundleForm.FOLDER, false)) + ".");
    }
  }

  /** What takes all records over. */
  abstract static class Reading extends UsersCommand.OnRecords {

    @Option(names = "--check", description = "Proves it, and changes nothing.")
    private boolean check;

    @Option(names = "--force", description = "Replaces the records that are here.")
    private boolean force;

    abstract Path source();

    @Override
    void run(Records records, PrintWriter out) throws IOException {
      TransferReport report;
      try (UpkeepProgressBar bar = new UpkeepProgressBar()) {
        report =
            check
                ? records.transfer().check(source(), bar)
                : records.transfer().read(Actor.SYSTEM, source(), force, bar);
      }
      if (!check) {
        records.sweep();
      }
      out.println(source() + ": " + told(report) + (check ? " are sound." : " are here now."));
      report.missing().forEach(path -> out.println(path + " was missing when it was written."));
    }
  }

  @Command(
      name = "restore",
      description = {
        "Proves a backup, then takes all of it over, or nothing.",
        "Refuses where there are records, unless forced: those are lost then. Stop the server before."
      },
      sortOptions = false,
      mixinStandardHelpOptions = true)
  static final class Restore extends Reading {

    @Parameters(paramLabel = "FILE", description = "A backup.")
    private Path file;

    @SuppressWarnings("NullAway.Init")
    Restore() {}

    @Override
    Path source() {
      return file;
    }
  }

  @Command(
      name = "import",
      description = {
        "Proves an exported folder, then takes all of it over, or nothing.",
        "Refuses where there are records, unless forced: those are lost then. Stop the server before."
      },
      sortOptions = false,
      mixinStandardHelpOptions = true)
  static final class Import extends Reading {

    @Parameters(paramLabel = "DIR", description = "An exported folder.")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    Import() {}

    @Override
    Path source() {
      return folder;
    }
  }

  @Command(
      name = "reencrypt",
      description = {
        "Encrypts with the first key what is plain or encrypted with another one.",
        "Works while serving; interrupted, it goes on where it was when it is started again."
      },
      sortOptions = false,
      mixinStandardHelpOptions = true)
  static final class Reencrypt extends UsersCommand.OnRecords implements IExitCodeGenerator {

    @Option(
        names = "--decrypt",
        description =
            "Decrypts everything instead. Stop the server before, and start it without keys.")
    private boolean decrypt;

    private long damages;

    @Override
    void run(Records records, PrintWriter out) {
      long changed;
      try (UpkeepProgressBar bar = new UpkeepProgressBar()) {
        changed =
            records
                .reencryption()
                .run(
                    Actor.SYSTEM,
                    decrypt ? Reencryption.Goal.PLAIN : Reencryption.Goal.ENCRYPTED,
                    bar,
                    damage -> {
                      damages++;
                      bar.print(() -> out.println(damage.kind() + "\t" + damage.what()));
                    });
      }
      out.printf(
          Locale.ROOT,
          "%,d pictures and their rows were %s; %,d were left.%n",
          changed,
          decrypt ? "decrypted" : "encrypted",
          damages);
    }

    @Override
    public int getExitCode() {
      return damages == 0 ? ExitStatus.DONE : ExitStatus.SOME_REFUSED;
    }
  }

  @Command(
      name = "purge",
      description =
          "Deletes results with their pictures for their age; the audit trail keeps each.",
      sortOptions = false,
      mixinStandardHelpOptions = true)
  static final class PurgeOld extends UsersCommand.OnRecords {

    @Option(
        names = "--older-than",
        paramLabel = "DAYS",
        required = true,
        converter = Days.class,
        description = "Recorded so long ago, 1d to 36500d.")
    private int days;

    @Option(names = "--user", paramLabel = "NAME", description = "Of this account only.")
    private @Nullable String user;

    @Option(names = "--dry-run", description = "Counts, and deletes nothing.")
    private boolean dryRun;

    @SuppressWarnings("NullAway.Init")
    PurgeOld() {}

    @Override
    void run(Records records, PrintWriter out) {
      @Nullable Long owner =
          user == null ? null : (Long) records.accounts().findByName(Actor.SYSTEM, user).id();
      Purge purge = new Purge(days, owner);
      long count = records.retention().count(Actor.SYSTEM, purge);
      if (dryRun) {
        out.printf(Locale.ROOT, "%,d results would be deleted.%n", count);
        return;
      }
      long deleted;
      try (UpkeepProgressBar bar = new UpkeepProgressBar()) {
        bar.begin("deleting", count);
        deleted = records.retention().purge(Actor.SYSTEM, purge, bar::steps);
      }
      out.printf(Locale.ROOT, "%,d results were deleted.%n", deleted);
    }
  }

  /** Days, like {@code 365d}. */
  static final class Days implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      if (!text.matches("[1-9]\\d{0,4}d") || Integer.parseInt(text.replace("d", "")) > 36_500) {
        throw new TypeConversionException("expected 1d to 36500d, found '" + text + "'");
      }
      return Integer.valueOf(text.replace("d", ""));
    }
  }
}
