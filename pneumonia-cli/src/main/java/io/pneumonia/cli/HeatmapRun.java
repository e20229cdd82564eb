package io.pneumonia.cli;

import io.pneumonia.ExplainOptions;
import io.pneumonia.Explanation;
import io.pneumonia.Outcome;
import io.pneumonia.Predictor;
import io.pneumonia.error.PneumoniaException;
import io.pneumonia.evidence.EvidenceMethod;
import io.pneumonia.image.EncodedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;

/** Predicts pictures one by one, each with its heatmap. */
final class HeatmapRun {

  /** How often an occlusion of the usual grid tells of its progress. */
  private static final int REPORTS = 8;

  private final Predictor predictor;
  private final HeatmapFiles files;
  private final OutcomeWriter writer;

  HeatmapRun(Predictor predictor, HeatmapFiles files, OutcomeWriter writer) {
    this.predictor = predictor;
    this.files = files;
    this.writer = writer;
  }

  /** Whether any picture was refused. */
  boolean run(List<Path> pictures, PrintWriter err) throws IOException {
    boolean hides = predictor.evidenceMethod() == EvidenceMethod.OCCLUSION;
    if (hides) {
      err.println(
          "pneumonia: this file does not tell the network's layers, or others than a mean and"
              + " dense layers come last: heatmaps are made by hiding parts of a picture, in many"
              + " runs of the network");
      err.flush();
    }
    boolean refused = false;
    int steps = pictures.size() * (hides ? 1 + REPORTS : 1);
    try (Progress progress = Progress.of("explain", steps)) {
      for (Path picture : pictures) {
        refused |= !explain(picture, progress);
      }
    }
    return refused;
  }

  private boolean explain(Path file, Progress progress) throws IOException {
    ExplainOptions options =
        ExplainOptions.DEFAULT.withProgress((done, total) -> progress.step(() -> {}));
    try {
      EncodedImage picture = EncodedImage.read(file, predictor.limits());
      Explanation explanation = predictor.explain(picture, options);
      Heatmap heatmap = files.write(file, explanation);
      Outcome outcome = new Outcome.Predicted(explanation.prediction());
      progress.step(() -> writer.write(outcome, heatmap));
      return true;
    } catch (PneumoniaException e) {
      progress.step(() -> writer.write(new Outcome.Refused(file.toString(), e), null));
      return false;
    }
  }
}
