package io.pneumonia.cli;

import io.pneumonia.Predictors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code pneumonia model prepare}: a conversion kept beside a model. */
@Command(
    name = "prepare",
    description =
        "Converts a Keras file for a backend and keeps the outcome beside it, so that opening it"
            + " takes less time. A cache: whatever it does not fit is converted as ever.",
    mixinStandardHelpOptions = true)
final class ModelPrepareCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "The Keras file, .h5 or .keras.")
  private Path model;

  @Option(
      names = "--backend",
      paramLabel = "NAME",
      defaultValue = "onnx",
      description = "The backend to convert for (default: ${DEFAULT-VALUE}).")
  private String backend;

  @SuppressWarnings("NullAway.Init")
  ModelPrepareCommand() {}

  @Override
  public Integer call() throws IOException {
    spec.commandLine().getOut().println(Predictors.convertAhead(model, backend));
    return ExitStatus.DONE;
  }
}
