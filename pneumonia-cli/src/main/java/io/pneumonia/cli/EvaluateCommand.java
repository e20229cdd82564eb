package io.pneumonia.cli;

import io.pneumonia.GatePolicy;
import io.pneumonia.Predictor;
import io.pneumonia.decision.Threshold;
import io.pneumonia.evaluation.Evaluation;
import io.pneumonia.evaluation.EvaluationOptions;
import io.pneumonia.evaluation.EvaluationReport;
import io.pneumonia.evaluation.LabelledOutcome;
import io.pneumonia.evaluation.LabelledPictures;
import io.pneumonia.evaluation.ScoreTable;
import io.pneumonia.evaluation.metrics.Bootstrap;
import io.pneumonia.evaluation.report.ReportHtml;
import io.pneumonia.evaluation.report.ReportJson;
import io.pneumonia.evaluation.report.ReportText;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code pneumonia evaluate}: how good a model is on labelled pictures. */
@Command(
    name = "evaluate",
    description =
        "Measures a model on labelled pictures: figures with intervals, what shortcuts"
            + " reach, and what becomes of altered pictures.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:All pictures were scored",
      "2:Wrong usage, or labelled data that cannot be used",
      "3:Some pictures were refused; the report is of the others",
      "4:The model or the backend cannot be opened"
    })
final class EvaluateCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private PredictorSettings settings;

  @Mixin private ReportFiles files;

  @Option(
      names = "--scores",
      paramLabel = "FILE",
      description = "Writes every picture's score as CSV; --from-scores reads it.")
  private @Nullable Path scores;

  @Option(
      names = "--backend",
      paramLabel = "NAME",
      defaultValue = "onnx",
      description = "onnx or tensorflow (default: ${DEFAULT-VALUE}).")
  private String backend;

  @Option(
      names = "--from-scores",
      paramLabel = "FILE",
      description = "Evaluates the scores of a CSV file (label,score,...) instead of a model.")
  private @Nullable Path fromScores;

  @Option(
      names = "--robustness",
      paramLabel = "HOW",
      defaultValue = "all",
      description = "Alters all pictures, none, or a random N of each class (default: all).")
  private String robustness;

  @Option(
      names = "--bootstrap",
      paramLabel = "N",
      description = "Resamples for the intervals; 0 for none (default: 2000).")
  private int resamples = Bootstrap.DEFAULT.resamples();

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Decides what is drawn at random (default: " + DEFAULT_SEED + ").")
  private long seed = Bootstrap.DEFAULT.seed();

  @Parameters(
      paramLabel = "DATA",
      arity = "0..1",
      description = "A folder with NORMAL and PNEUMONIA, or a CSV file (path,label[,group]).")
  private @Nullable Path data;

  private static final String DEFAULT_SEED = "20261122";

  @SuppressWarnings("NullAway.Init")
  EvaluateCommand() {}

  @Override
  public Integer call() throws IOException {
    EvaluationOptions options = options();
    if (scores != null && fromScores != null) {
      throw new ParameterException(
          spec.commandLine(), "--scores and --from-scores exclude each other");
    }
    EvaluationReport report;
    try (ReportFiles.Open open = files.open(spec.commandLine(), scores)) {
      report = fromScores == null ? run(open.table(), options) : fromScores(fromScores, options);
      open.complete(() -> ReportJson.of(report), () -> ReportHtml.of(report));
    }
    PrintWriter out = spec.commandLine().getOut();
    out.print(ReportText.of(report));
    out.flush();
    return report.refusedCount() > 0 ? ExitStatus.SOME_REFUSED : ExitStatus.DONE;
  }

  private EvaluationOptions options() {
    try {
      return new EvaluationOptions(new Bootstrap(resamples, seed), alteredPerClass());
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--" + e.getMessage(), e);
    }
  }

  private int alteredPerClass() {
    return switch (robustness.toLowerCase(Locale.ROOT)) {
      case "all" -> EvaluationOptions.ALL;
      case "none" -> 0;
      default -> number(robustness);
    };
  }

  private static int number(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "robustness: expected all, none or a number, found " + text, e);
    }
  }

  private EvaluationReport fromScores(Path table, EvaluationOptions options) {
    if (data != null || settings.hasModel()) {
      throw new ParameterException(
          spec.commandLine(), "--from-scores goes without --model and without DATA");
    }
    Threshold threshold = settings.threshold().orElse(Threshold.DEFAULT);
    return Evaluation.ofScores(table, threshold, options.bootstrap());
  }

  private EvaluationReport run(@Nullable PendingFile table, EvaluationOptions options) {
    if (data == null) {
      throw new ParameterException(
          spec.commandLine(), "Missing DATA: a folder with NORMAL and PNEUMONIA, or a CSV file");
    }
    LabelledPictures pictures = LabelledPictures.read(data);
    PrintWriter err = spec.commandLine().getErr();
    int count = pictures.entries().size();
    try (Predictor predictor = settings.open(backend, GatePolicy.REPORT, count)) {
      predictor.notes().forEach(note -> err.println("pneumonia: " + note));
      pictures.notes().forEach(note -> err.println("pneumonia: " + note));
      err.flush();
      @Nullable ScoreTable rows = table == null ? null : new ScoreTable(table.writer());
      return run(predictor, pictures, rows, options);
    }
  }

  private static EvaluationReport run(
      Predictor predictor,
      LabelledPictures pictures,
      @Nullable ScoreTable scores,
      EvaluationOptions options) {
    try (Progress progress = Progress.of("evaluate", pictures.entries().size())) {
      Consumer<LabelledOutcome> observer =
          outcome -> {
            if (scores != null) {
              scores.write(outcome);
            }
            progress.step(() -> {});
          };
      return Evaluation.run(predictor, pictures, options, observer);
    }
  }
}
