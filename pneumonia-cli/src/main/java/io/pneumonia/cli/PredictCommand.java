package io.pneumonia.cli;

import io.pneumonia.GatePolicy;
import io.pneumonia.Outcome;
import io.pneumonia.Predictor;
import io.pneumonia.image.PictureFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code pneumonia predict}: pictures to decisions. */
@Command(
    name = "predict",
    description = "Predicts pictures: PNEUMONIA or NORMAL, with score and confidence.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:All pictures were predicted",
      "2:Wrong usage",
      "3:Some pictures were refused",
      "4:The model or the backend cannot be opened"
    })
final class PredictCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private PredictorSettings settings;

  @Option(
      names = "--backend",
      paramLabel = "NAME",
      defaultValue = "onnx",
      description = "onnx or tensorflow (default: ${DEFAULT-VALUE}).")
  private String backend;

  @Option(
      names = "--gate",
      paramLabel = "HOW",
      defaultValue = "REFUSE",
      description =
          "What becomes of pictures that the model's input gate refuses: refuse, report (predict and"
              + " tell) or off (default: refuse).")
  private GatePolicy gate;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "TEXT",
      description = "text, json (one object a line) or csv (default: text).")
  private OutcomeFormat format;

  @Mixin private HeatmapOptions heatmap;

  @Parameters(paramLabel = "PATH", arity = "1..*", description = "Pictures, and folders of them.")
  private List<Path> paths;

  @SuppressWarnings("NullAway.Init")
  PredictCommand() {}

  @Override
  public Integer call() throws IOException {
    List<Path> files = PictureFiles.expand(paths);
    if (files.isEmpty()) {
      throw new ParameterException(spec.commandLine(), "No .jpg, .jpeg or .png file in " + paths);
    }
    Optional<HeatmapFiles> heatmaps = heatmap.plan(spec.commandLine(), paths, files);
    PrintWriter err = spec.commandLine().getErr();
    int atOnce = heatmaps.isPresent() ? 1 : files.size();
    try (Predictor predictor = settings.open(backend, gate, atOnce)) {
      predictor.notes().forEach(note -> err.println("pneumonia: " + note));
      err.flush();
      OutcomeWriter writer = format.writer(spec.commandLine().getOut());
      boolean refused =
          heatmaps.isPresent()
              ? new HeatmapRun(predictor, heatmaps.get(), writer).run(files, err)
              : predict(predictor, files, writer);
      return refused ? ExitStatus.SOME_REFUSED : ExitStatus.DONE;
    }
  }

  /** Whether any was refused. */
  private static boolean predict(Predictor predictor, List<Path> files, OutcomeWriter writer) {
    boolean refused = false;
    try (Progress progress = Progress.of("predict", files.size());
        Stream<Outcome> outcomes = predictor.predictFiles(files.stream())) {
      for (Iterator<Outcome> each = outcomes.iterator(); each.hasNext(); ) {
        Outcome outcome = each.next();
        refused |= outcome instanceof Outcome.Refused;
        progress.step(() -> writer.write(outcome, null));
      }
    }
    return refused;
  }
}
