package io.pneumonia.evaluation;

import io.pneumonia.Predictor;
import io.pneumonia.decision.Threshold;
import io.pneumonia.evaluation.metrics.Bootstrap;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Evaluates models: predicts labelled pictures and measures the scores. */
public final class Evaluation {

  private Evaluation() {}

  /**
   * Evaluates a model. Pictures are streamed: of each only its scores, its label, its group and
   * three numbers about its file are kept. Alterations are made of every pixel and compared with
   * the picture in decode mode {@code EXACT}, whatever the predictor's own.
   *
   * @param predictor the model; opened with {@link io.pneumonia.GatePolicy#REPORT}, so that
   *     pictures are scored whatever its input gate says
   * @param pictures what to predict, and what it shows
   * @param options how thoroughly
   * @param observer told what became of each picture, in order, on the caller's thread
   * @return the report; pictures that were refused are listed in it
   * @throws io.pneumonia.error.InferenceFailed {@code CLOSED} if the predictor is closed meanwhile
   */
  public static EvaluationReport run(
      Predictor predictor,
      LabelledPictures pictures,
      EvaluationOptions options,
      Consumer<LabelledOutcome> observer) {
    Tally tally = new Tally();
    RobustnessTally robustness = new RobustnessTally();
    Runs runs = new Runs(predictor, pictures.entries());
    boolean altering = options.alteredPerClass() > 0;
    BitSet chosen = runs.sample(options.alteredPerClass(), options.bootstrap().seed());
    Runs.Sink sink =
        (outcome, variants) -> {
          tally.add(outcome);
          if (!variants.isEmpty()) {
            robustness.add(outcome.entry().label(), variants);
          }
          observer.accept(outcome);
        };
    if (altering) {
      runs.altered(chosen, sink);
    } else {
      runs.plain(sink);
    }
    double threshold = predictor.threshold().value();
    boolean sampled = chosen.cardinality() < pictures.entries().size();
    @Nullable RobustnessTable table = altering ? robustness.table(threshold, sampled) : null;
    return tally.report(subject(predictor, pictures), threshold, options.bootstrap(), table);
  }

  private static EvaluationReport.Subject subject(Predictor predictor, LabelledPictures pictures) {
    List<String> notes = new ArrayList<>(predictor.notes());
    notes.addAll(pictures.notes());
    return new EvaluationReport.Subject(
        pictures.name(), predictor.model(), predictor.backend(), notes);
  }

  /**
   * Evaluates scores that were computed before, by {@link ScoreTable} or by somebody else's code.
   *
   * @param table a CSV file: see {@link ScoreTable}
   * @param threshold a score of this or more counts as PNEUMONIA
   * @param bootstrap how intervals are made
   * @return the report, without robustness
   * @throws io.pneumonia.error.DataRejected {@code DATA_NOT_FOUND}, {@code DATA_UNREADABLE} or
   *     {@code DATA_INVALID}
   */
  public static EvaluationReport ofScores(Path table, Threshold threshold, Bootstrap bootstrap) {
    Tally tally = new Tally();
    ScoreTable.read(table, tally);
    EvaluationReport.Subject subject =
        new EvaluationReport.Subject(table.toString(), null, null, List.of());
    return tally.report(subject, threshold.value(), bootstrap, null);
  }
}
