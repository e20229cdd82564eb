package io.pneumonia.cli;

import io.pneumonia.Backends;
import io.pneumonia.GatePolicy;
import io.pneumonia.Parity;
import io.pneumonia.ParityReport;
import io.pneumonia.Predictor;
import io.pneumonia.image.PictureFiles;
import io.pneumonia.spi.InferenceBackendProvider;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code pneumonia model compare}: whether the backends may stand for each other. */
@Command(
    name = "compare",
    description = "Runs a model on every pair of backends and reports the largest differences.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:The backends agree within the tolerance",
      "1:They differ by more, a finding flips, or only some of them refuse a picture",
      "2:Wrong usage",
      "3:They agree, but some pictures were refused by all",
      "4:The model or a backend cannot be opened"
    })
final class ModelCompareCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private PredictorSettings settings;

  @Option(
      names = "--backends",
      split = ",",
      paramLabel = "NAME",
      description = "Which backends; default: all on the class path.")
  private @Nullable List<String> backends;

  @Option(
      names = "--tolerance",
      paramLabel = "D",
      defaultValue = "1e-5",
      description = "The largest difference allowed (default: ${DEFAULT-VALUE}).")
  private double tolerance;

  @Parameters(paramLabel = "PATH", arity = "1..*", description = "Pictures, and folders of them.")
  private List<Path> paths;

  @SuppressWarnings("NullAway.Init")
  ModelCompareCommand() {}

  @Override
  public Integer call() {
    List<String> names = names();
    List<Path> files = PictureFiles.expand(paths);
    if (names.size() < 2 || files.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(),
          "Expected two backends or more and at least one picture, found "
              + names.size()
              + " and "
              + files.size());
    }
    List<Predictor> predictors = new ArrayList<>();
    try (Progress progress = Progress.of("compare", files.size())) {
      names.forEach(name -> predictors.add(open(name, files.size())));
      ParityReport report = Parity.compare(predictors, files, done -> progress.step(() -> {}));
      print(report);
      return status(report);
    } finally {
      predictors.forEach(Predictor::close);
    }
  }

  /** Without a gate: backends are to agree on every picture, whatever it shows. */
  private Predictor open(String name, int pictures) {
    return settings.open(name, GatePolicy.OFF, pictures);
  }

  private List<String> names() {
    return backends != null
        ? backends
        : Backends.all().stream().map(InferenceBackendProvider::name).toList();
  }

  private int status(ParityReport report) {
    if (!report.agreesWithin(tolerance)) {
      return ExitStatus.DIFFERENT;
    }
    return report.refused().isEmpty() ? ExitStatus.DONE : ExitStatus.SOME_REFUSED;
  }

  private void print(ParityReport report) {
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        Locale.ROOT,
        "%d pictures compared, %d refused by all, %d by some%n",
        report.compared(),
        report.refused().size(),
        report.disputed().size());
    for (ParityReport.Pair pair : report.pairs()) {
      out.printf(
          Locale.ROOT,
          "%s / %s: largest difference %.3e in the output, %.3e in the score%s, %d flips%n",
          pair.first(),
          pair.second(),
          pair.outputDifference(),
          pair.scoreDifference(),
          pair.worstPicture().isEmpty() ? "" : " (" + pair.worstPicture() + ")",
          pair.flips());
    }
    report.refused().forEach(each -> out.println("refused: " + each.error().getMessage()));
    report.disputed().forEach(each -> out.println("refused by some: " + each));
    out.println(report.agreesWithin(tolerance) ? "within " + tolerance : "BEYOND " + tolerance);
    out.flush();
  }
}
