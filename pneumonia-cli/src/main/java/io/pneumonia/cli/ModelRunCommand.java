package io.pneumonia.cli;

import io.pneumonia.Backends;
import io.pneumonia.spi.BackendOptions;
import io.pneumonia.spi.InferenceSession;
import io.pneumonia.tensor.FloatTensor;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code pneumonia model run}: the raw network, for hunting differences. */
@Command(
    name = "run",
    description = "Runs the raw network on a NumPy array: no picture, no recipe, no threshold.",
    mixinStandardHelpOptions = true)
final class ModelRunCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "The model file, or the folder of a SavedModel.")
  private Path file;

  @Option(names = "--backend", required = true, paramLabel = "B", description = "onnx, tensorflow.")
  private String backend;

  @Option(
      names = "--input",
      required = true,
      paramLabel = "X.npy",
      description = "float32 or float64, in the file's own input shape, batch axis first.")
  private Path input;

  @Option(
      names = "--output",
      paramLabel = "Y.npy",
      description = "Where to write the output, float32; default: as text to the standard output.")
  private @Nullable Path output;

  @Option(names = "--threads", paramLabel = "N", defaultValue = "0", description = "Threads.")
  private int threads;

  @SuppressWarnings("NullAway.Init")
  ModelRunCommand() {}

  @Override
  public Integer call() throws IOException {
    FloatTensor values = readInput();
    BackendOptions options = new BackendOptions(threads, "cpu", values.shape().with(0, -1));
    try (InferenceSession session = Backends.named(backend).open(file, options)) {
      FloatTensor result = session.run(values);
      if (output == null) {
        print(result);
      } else {
        NpyFile.write(result, output);
      }
    }
    return ExitStatus.DONE;
  }

  private FloatTensor readInput() {
    try {
      return NpyFile.read(input);
    } catch (IOException e) {
      throw new ParameterException(spec.commandLine(), "--input: " + e.getMessage(), e);
    }
  }

  /** One row of the batch a line. */
  private void print(FloatTensor result) {
    PrintWriter out = spec.commandLine().getOut();
    int width = result.size() / (int) result.shape().size(0);
    for (int i = 0; i < result.size(); i++) {
      out.print(result.get(i));
      out.print((i + 1) % width == 0 ? System.lineSeparator() : " ");
    }
    out.flush();
  }
}
