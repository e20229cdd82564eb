package io.pneumonia.cli;

import io.pneumonia.bundled.BundledModel;
import java.io.IOException;
import java.nio.file.CopyOption;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code pneumonia model unpack}: the bundled model as files. */
@Command(
    name = "unpack",
    description = "Writes the bundled model and its card to a folder, to look at or to convert.",
    mixinStandardHelpOptions = true)
final class ModelUnpackCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "DIR", description = "The folder; made if it is not there.")
  private Path folder;

  @Option(names = "--force", description = "Overwrites existing files.")
  private boolean force;

  @SuppressWarnings("NullAway.Init")
  ModelUnpackCommand() {}

  @Override
  public Integer call() throws IOException {
    CopyOption[] options =
        force ? new CopyOption[] {StandardCopyOption.REPLACE_EXISTING} : new CopyOption[0];
    try {
      spec.commandLine().getOut().println(BundledModel.unpackTo(folder, options));
    } catch (FileAlreadyExistsException e) {
      throw new ParameterException(
          spec.commandLine(), e.getFile() + " exists already; --force overwrites it", e);
    }
    return ExitStatus.DONE;
  }
}
