package io.pneumonia;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Compares backends on the user's own model and pictures: the check that they are exchangeable. */
public final class Parity {

  private final List<Predictor> predictors;
  private final List<Tally> tallies = new ArrayList<>();
  private final List<Outcome.Refused> refused = new ArrayList<>();
  private final List<String> disputed = new ArrayList<>();
  private int compared;

  private Parity(List<Predictor> predictors) {
    this.predictors = predictors;
    for (int first = 0; first < predictors.size(); first++) {
      for (int second = first + 1; second < predictors.size(); second++) {
        tallies.add(new Tally(first, second));
      }
    }
  }

  /**
   * Predicts every file with every predictor, side by side and in bounded memory.
   *
   * @param predictors two or more, of the same model on different backends
   * @param files the pictures
   * @param progress told the name of each picture when it has been compared
   * @return how far they agree
   * @throws IllegalArgumentException if there are fewer than two predictors
   */
  public static ParityReport compare(
      List<Predictor> predictors, List<Path> files, Consumer<String> progress) {
    if (predictors.size() < 2) {
      throw new IllegalArgumentException(
          "predictors: expected two or more, found " + predictors.size());
    }
    return new Parity(List.copyOf(predictors)).run(List.copyOf(files), progress);
  }

  private ParityReport run(List<Path> files, Consumer<String> progress) {
    List<Stream<Outcome>> streams =
        predictors.stream().map(each -> each.predictFiles(files.stream())).toList();
    try {
      List<Iterator<Outcome>> iterators = streams.stream().map(Stream::iterator).toList();
      for (Path file : files) {
        add(file.toString(), iterators.stream().map(Iterator::next).toList());
        progress.accept(file.toString());
      }
    } finally {
      streams.forEach(Stream::close);
    }
    List<ParityReport.Pair> pairs = tallies.stream().map(tally -> tally.pair(predictors)).toList();
    return new ParityReport(compared, refused, disputed, pairs);
  }

  private void add(String name, List<Outcome> outcomes) {
    long predicted = outcomes.stream().filter(Outcome.Predicted.class::isInstance).count();
    if (predicted == outcomes.size()) {
      compared++;
      List<Prediction> predictions =
          outcomes.stream().map(each -> ((Outcome.Predicted) each).prediction()).toList();
      tallies.forEach(tally -> tally.add(name, predictions));
    } else if (predicted == 0 && sameCode(outcomes)) {
      refused.add((Outcome.Refused) outcomes.get(0));
    } else {
      disputed.add(name);
    }
  }

  private static boolean sameCode(List<Outcome> refusals) {
    return refusals.stream().map(each -> ((Outcome.Refused) each).error().code()).distinct().count()
        == 1;
  }

  /** The running maxima of one pair. */
  private static final class Tally {
    private final int first;
    private final int second;
    private double outputDifference;
    private double scoreDifference;
    private String worstPicture = "";
    private int flips;

    Tally(int first, int second) {
      this.first = first;
      this.second = second;
    }

    void add(String name, List<Prediction> predictions) {
      Prediction one = predictions.get(first);
      Prediction other = predictions.get(second);
      for (int i = 0; i < one.output().size(); i++) {
        double difference = Math.abs((double) one.output().get(i) - other.output().get(i));
        outputDifference = Math.max(outputDifference, difference);
      }
      double difference =
          Math.abs(one.decision().rawScore().value() - other.decision().rawScore().value());
      if (difference > scoreDifference) {
        scoreDifference = difference;
        worstPicture = name;
      }
      if (!Objects.equals(one.decision().finding(), other.decision().finding())) {
        flips++;
      }
    }

    ParityReport.Pair pair(List<Predictor> predictors) {
      return new ParityReport.Pair(
          predictors.get(first).backend(),
          predictors.get(second).backend(),
          outputDifference,
          scoreDifference,
          worstPicture,
          flips);
    }
  }
}
