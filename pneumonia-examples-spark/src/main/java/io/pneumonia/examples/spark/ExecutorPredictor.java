package io.pneumonia.examples.spark;

import io.pneumonia.Predictor;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.broadcast.Broadcast;

/**
 * The predictors of one executor, that is of one process: one for each model, whatever the number
 * of tasks and of jobs. They live as long as the process.
 */
final class ExecutorPredictor {

  private static final Map<String, Predictor> OPEN = new ConcurrentHashMap<>();

  private ExecutorPredictor() {}

  /**
   * The predictor of a model, which any number of tasks may use at once.
   *
   * @param model its files, which came once to this executor
   * @return the predictor, not to be closed by the caller
   */
  static Predictor of(Broadcast<ModelFiles> model) {
    ModelFiles files = model.value();
    return OPEN.computeIfAbsent(files.sha256(), digest -> open(files));
  }

  private static Predictor open(ModelFiles files) {
    Predictor predictor = files.open();
    Runtime.getRuntime().addShutdownHook(new Thread(predictor::close, "close-predictor"));
    return predictor;
  }
}
