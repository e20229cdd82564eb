package io.pneumonia.cli;

import io.pneumonia.Backends;
import io.pneumonia.GatePolicy;
import io.pneumonia.Outcome;
import io.pneumonia.Parity;
import io.pneumonia.ParityReport;
import io.pneumonia.Prediction;
import io.pneumonia.Predictor;
import io.pneumonia.evaluation.report.SpeedHtml;
import io.pneumonia.evaluation.report.SpeedJson;
import io.pneumonia.evaluation.report.SpeedText;
import io.pneumonia.evaluation.speed.BackendSpeed;
import io.pneumonia.evaluation.speed.Machine;
import io.pneumonia.evaluation.speed.SpeedMeasurement;
import io.pneumonia.evaluation.speed.SpeedReport;
import io.pneumonia.image.PictureFiles;
import io.pneumonia.model.ModelId;
import io.pneumonia.preprocess.DecodeMode;
import io.pneumonia.spi.InferenceBackendProvider;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code pneumonia benchmark}: how fast a model is on each backend, and whether they agree. */
@Command(
    name = "benchmark",
    description =
        "Measures a model on your pictures: latency, throughput, cold start, memory and agreement of"
            + " the backends.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:All backends were measured",
      "2:Wrong usage, or no picture can be predicted",
      "4:The model or a backend cannot be opened"
    })
final class BenchmarkCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private PredictorSettings settings;

  @Mixin private ReportFiles files;

  @Option(
      names = "--backends",
      split = ",",
      paramLabel = "NAME",
      description = "Which backends; default: all on the class path.")
  private @Nullable List<String> backends;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      defaultValue = "10",
      description = "For each of latency and throughput, about (default: ${DEFAULT-VALUE}).")
  private int seconds;

  @Option(
      names = "--starts",
      paramLabel = "N",
      defaultValue = "5",
      description = "Cold starts of which the middle one counts (default: ${DEFAULT-VALUE}).")
  private int starts;

  @Option(
      names = "--pictures",
      paramLabel = "N",
      defaultValue = "100",
      description = "The most pictures to use, spread over all (default: ${DEFAULT-VALUE}).")
  private int most;

  @Option(names = "--measure-here", hidden = true, paramLabel = "NAME")
  private @Nullable String measureHere;

  @Parameters(paramLabel = "PATH", arity = "1..*", description = "Pictures, and folders of them.")
  private List<Path> paths;

  @SuppressWarnings("NullAway.Init")
  BenchmarkCommand() {}

  @Override
  public Integer call() throws IOException {
    if (seconds < 1 || starts < 0 || most < 1) {
      throw new ParameterException(
          spec.commandLine(),
          "--seconds, --starts, --pictures: expected at least 1, 0 and 1, found %d, %d and %d"
              .formatted(seconds, starts, most));
    }
    PrintWriter out = spec.commandLine().getOut();
    if (measureHere != null) {
      out.println(SpeedJson.line(measure(measureHere)));
      out.flush();
      return ExitStatus.DONE;
    }
    try (ReportFiles.Open open = files.open(spec.commandLine(), null)) {
      SpeedReport report = report();
      open.complete(() -> SpeedJson.of(report), () -> SpeedHtml.of(report));
      out.print(SpeedText.of(report));
      out.flush();
    }
    return ExitStatus.DONE;
  }

  /** In this process, of which the picture paths are all usable. */
  private BackendSpeed measure(String backend) {
    return SpeedMeasurement.run(
        Backends.named(backend).description(),
        () -> settings.open(backend, GatePolicy.REPORT),
        paths,
        Duration.ofSeconds(seconds));
  }

  private SpeedReport report() throws IOException {
    List<String> names =
        backends != null
            ? backends
            : Backends.all().stream().map(InferenceBackendProvider::name).toList();
    List<Path> candidates = spread(PictureFiles.expand(paths));
    Usable usable = usable(names.get(0), candidates);
    List<BackendSpeed> speeds = new ArrayList<>();
    for (String name : names) {
      speeds.add(measured(name, usable.files).withColdStart(coldStarts(name, usable.files)));
    }
    return new SpeedReport(
        usable.model,
        new PneumoniaCommand.Version().getVersion()[0],
        usable.files.size(),
        candidates.size() - usable.files.size(),
        usable.megapixels,
        usable.decodeMode,
        usable.reduced,
        settings.threads(),
        Machine.current(FreshProcess.jvmArguments()),
        speeds,
        names.size() < 2 ? null : parity(names, usable.files));
  }

  private List<Path> spread(List<Path> all) {
    List<Path> chosen = new ArrayList<>();
    int count = Math.min(most, all.size());
    for (int i = 0; i < count; i++) {
      chosen.add(all.get((int) ((long) i * all.size() / count)));
    }
    return chosen;
  }

  private record Usable(
      ModelId model, List<Path> files, double megapixels, DecodeMode decodeMode, int reduced) {}

  private Usable usable(String backend, List<Path> candidates) {
    List<Path> accepted = new ArrayList<>();
    double pixels = 0;
    int reduced = 0;
    ModelId model;
    DecodeMode mode;
    try (Predictor predictor = settings.open(backend, GatePolicy.REPORT);
        Stream<Outcome> outcomes = predictor.predictFiles(candidates.stream())) {
      model = predictor.model();
      mode = predictor.decodeMode();
      Iterator<Outcome> each = outcomes.iterator();
      for (Path candidate : candidates) {
        if (each.next() instanceof Outcome.Predicted predicted) {
          accepted.add(candidate);
          Prediction.ImageInfo image = predicted.prediction().image();
          pixels += (double) image.width() * image.height();
          reduced += image.isExact() ? 0 : 1;
        }
      }
    }
    if (accepted.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(),
          "Expected at least one picture that can be predicted, found none in " + paths);
    }
    return new Usable(model, accepted, pixels / accepted.size() / 1e6, mode, reduced);
  }

  private BackendSpeed measured(String backend, List<Path> pictures) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("benchmark"));
    arguments.addAll(settings.arguments());
    arguments.addAll(List.of("--measure-here", backend, "--seconds", "" + seconds));
    pictures.forEach(picture -> arguments.add(picture.toString()));
    return SpeedJson.parse(required(backend, FreshProcess.run(arguments)).output());
  }

  /** Whole processes, ascending. */
  private List<Double> coldStarts(String backend, List<Path> pictures) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("predict"));
    arguments.addAll(settings.arguments());
    arguments.addAll(List.of("--backend", backend, "--gate", "report", pictures.get(0).toString()));
    List<Double> found = new ArrayList<>();
    for (int i = 0; i < starts; i++) {
      found.add(required(backend, FreshProcess.run(arguments)).nanos() / 1e6);
    }
    Collections.sort(found);
    return found;
  }

  private static FreshProcess.Result required(String backend, FreshProcess.Result result)
      throws IOException {
    if (result.status() != ExitStatus.DONE) {
      throw new IOException(
          "the process for backend %s: expected exit code 0, found %d"
              .formatted(backend, result.status()));
    }
    return result;
  }

  private ParityReport parity(List<String> names, List<Path> pictures) {
    List<Predictor> predictors = new ArrayList<>();
    try {
      names.forEach(name -> predictors.add(settings.open(name, GatePolicy.OFF)));
      return Parity.compare(predictors, pictures, done -> {});
    } finally {
      predictors.forEach(Predictor::close);
    }
  }
}
