package io.pneumonia.cli;

import io.pneumonia.spi.BackendOptions;
import io.pneumonia.spi.ModelConverterProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code pneumonia model convert}: a Keras file to another format. */
@Command(
    name = "convert",
    description = "Converts a Keras file, to ONNX for instance; the ending of TARGET says to what.",
    mixinStandardHelpOptions = true)
final class ModelConvertCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "FILE", description = "The Keras file, .h5 or .keras.")
  private Path source;

  @Parameters(index = "1", paramLabel = "TARGET", description = "The file to write: FILE.onnx.")
  private Path target;

  @Option(names = "--force", description = "Overwrites an existing file.")
  private boolean force;

  @SuppressWarnings("NullAway.Init")
  ModelConvertCommand() {}

  @Override
  public Integer call() throws IOException {
    if (Files.exists(target) && !force) {
      throw new ParameterException(
          spec.commandLine(), target + " exists already; --force overwrites it");
    }
    converter().convert(source, target, BackendOptions.DEFAULT);
    spec.commandLine().getOut().println(target);
    return ExitStatus.DONE;
  }

  private ModelConverterProvider converter() {
    String name = String.valueOf(target.getFileName()).toLowerCase(Locale.ROOT);
    return ServiceLoader.load(ModelConverterProvider.class).stream()
        .map(ServiceLoader.Provider::get)
        .filter(each -> name.endsWith("." + each.targetFormat()))
        .findFirst()
        .orElseThrow(
            () ->
                new ParameterException(
                    spec.commandLine(), target + ": expected a name that ends with .onnx"));
  }
}
