package io.pneumonia.examples;

import io.pneumonia.Backends;
import io.pneumonia.Parity;
import io.pneumonia.ParityReport;
import io.pneumonia.Predictor;
import io.pneumonia.Predictors;
import java.nio.file.Path;
import java.util.List;

/** Lesson 5: whether the backends may stand for each other, on a model and picture of yours. */
public final class CompareBackends {

  private CompareBackends() {}

  /**
   * Compares all backends on the class path.
   *
   * @param args the model file and a picture
   */
  public static void main(String[] args) {
    Path model = Path.of(args[0]);
    List<Predictor> predictors =
        Backends.all().stream().map(backend -> Predictors.open(model, backend.name())).toList();
    try {
      ParityReport report = Parity.compare(predictors, List.of(Path.of(args[1])), done -> {});
      report.pairs().forEach(System.out::println);
      System.out.println(report.agreesWithin(1e-5) ? "exchangeable" : "not exchangeable");
    } finally {
      predictors.forEach(Predictor::close);
    }
  }
}
