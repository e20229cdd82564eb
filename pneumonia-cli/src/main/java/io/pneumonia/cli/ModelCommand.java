package io.pneumonia.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The group of commands about model files. */
@Command(
    name = "model",
    description = "Looks into model files, converts them and compares backends.",
    mixinStandardHelpOptions = true,
    subcommands = {
      ModelInspectCommand.class,
      ModelCardCommand.class,
      ModelConvertCommand.class,
      ModelPrepareCommand.class,
      ModelRunCommand.class,
      ModelCompareCommand.class,
      ModelUnpackCommand.class
    })
final class ModelCommand implements Runnable {

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init")
  ModelCommand() {}

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing required subcommand");
  }
}
