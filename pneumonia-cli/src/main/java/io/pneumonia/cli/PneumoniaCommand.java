package io.pneumonia.cli;

import io.pneumonia.error.BackendUnavailable;
import io.pneumonia.error.DataRejected;
import io.pneumonia.error.ModelRejected;
import io.pneumonia.error.PneumoniaException;
import io.pneumonia.error.RecordsUnavailable;
import io.pneumonia.error.RequestRejected;
import io.pneumonia.web.configuration.InvalidConfiguration;
import java.io.IOException;
import java.io.UncheckedIOException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** The top of the command line. */
@Command(
    name = "pneumonia",
    description = "Chest X-ray pneumonia detection. A support tool, not a diagnosis.",
    mixinStandardHelpOptions = true,
    versionProvider = PneumoniaCommand.Version.class,
    subcommands = {
      PredictCommand.class,
      EvaluateCommand.class,
      ModelCommand.class,
      BenchmarkCommand.class
    })
public final class PneumoniaCommand implements Runnable {

  @Spec private CommandSpec spec;

  /** For picocli, which fills in the fields. */
  @SuppressWarnings("NullAway.Init")
  public PneumoniaCommand() {}

  /**
   * Runs the command line and ends the process.
   *
   * @param args the arguments
   */
  public static void main(String[] args) {
    ServerLog.choose(args.length > 0 && args[0].equals("serve"));
    System.exit(commandLine(args).execute(args));
  }

  /**
   * The command line, ready to execute; exceptions become one sentence and an exit status. The
   * server's commands have an option for each setting, which takes a command like predict a
   * twentieth of a second: it does without.
   */
  static CommandLine commandLine(String... args) {
    CommandLine line = new CommandLine(new PneumoniaCommand());
    if (args.length == 0 || !line.getSubcommands().containsKey(args[0])) {
      line.addSubcommand(new ServeCommand())
          .addSubcommand(new UsersCommand())
          .addSubcommand(new DataCommand());
    }
    return line.setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(PneumoniaCommand::explain);
  }

  private static int explain(Exception error, CommandLine command, ParseResult parsed)
      throws Exception {
    if (error instanceof PneumoniaException refusal) {
      command.getErr().println("pneumonia: " + refusal.getMessage() + " [" + refusal.code() + "]");
      return statusOf(refusal);
    }
    if (error instanceof InvalidConfiguration) {
      command.getErr().println("pneumonia: " + error.getMessage());
      return ExitStatus.USAGE;
    }
    if (error instanceof IOException || error instanceof UncheckedIOException) {
      boolean wrapped = error instanceof UncheckedIOException;
      Throwable what = wrapped && error.getCause() instanceof IOException cause ? cause : error;
      command.getErr().println("pneumonia: cannot read or write: " + what.getMessage());
      return ExitStatus.USAGE;
    }
    throw error;
  }

  private static int statusOf(PneumoniaException refusal) {
    if (refusal instanceof DataRejected || refusal instanceof RequestRejected) {
      return ExitStatus.USAGE;
    }
    return refusal instanceof ModelRejected
            || refusal instanceof BackendUnavailable
            || refusal instanceof RecordsUnavailable
        ? ExitStatus.CANNOT_OPEN
        : ExitStatus.SOME_REFUSED;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing required subcommand");
  }

  /** The version of the jar this class comes from. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = PneumoniaCommand.class.getPackage().getImplementationVersion();
      return new String[] {
        "pneumonia " + (version == null ? "(unpackaged)" : version),
        "Java " + Runtime.version(),
        "A support tool, not a diagnosis."
      };
    }
  }
}
