package io.pneumonia.evaluation.speed;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What one backend did in a process of its own. Times are milliseconds.
 *
 * @param backend its name
 * @param runtime the runtime that answered, with its version
 * @param opening from the call that opens the model to its return, in a process that has loaded
 *     nothing yet
 * @param first the first prediction after that
 * @param latency percentiles 0 to 100 of one prediction at a time, bytes to decision: 101 values
 * @param mean of the same predictions
 * @param stages the means of decode, preprocess, infer and decide
 * @param predictions how many those are of
 * @param picturesPerSecond of all pictures as one stream, decoded and run side by side
 * @param allocatedBytes heap bytes allocated by the calling thread for one prediction, in the mean
 * @param residentBytes the most memory that the process had, or null where the system does not say
 * @param coldStart whole processes that predict one picture and end, ascending; empty if not
 *     measured
 */
public record BackendSpeed(
    String backend,
    String runtime,
    double opening,
    double first,
    List<Double> latency,
    double mean,
    List<Double> stages,
    int predictions,
    double picturesPerSecond,
    long allocatedBytes,
    @Nullable Long residentBytes,
    List<Double> coldStart) {

  /** The number of percentiles: 0 to 100. */
  public static final int PERCENTILES = 101;

  /** The names of {@link #stages}. */
  public static final List<String> STAGES = List.of("decode", "preprocess", "infer", "decide");

  /** Copies the lists and refuses those of another length. */
  public BackendSpeed {
    Objects.requireNonNull(backend, "backend");
    Objects.requireNonNull(runtime, "runtime");
    latency = List.copyOf(latency);
    stages = List.copyOf(stages);
    coldStart = List.copyOf(coldStart);
    if (latency.size() != PERCENTILES || stages.size() != STAGES.size()) {
      throw new IllegalArgumentException(
          "latency and stages: expected %d and %d values, found %d and %d"
              .formatted(PERCENTILES, STAGES.size(), latency.size(), stages.size()));
    }
  }

  /**
   * The same with cold starts.
   *
   * @param processes how long each took, in milliseconds, ascending
   * @return a changed copy
   */
  public BackendSpeed withColdStart(List<Double> processes) {
    return new BackendSpeed(
        backend,
        runtime,
        opening,
        first,
        latency,
        mean,
        stages,
        predictions,
        picturesPerSecond,
        allocatedBytes,
        residentBytes,
        processes);
  }

  /**
   * One percentile of the latency.
   *
   * @param percent 0 to 100
   * @return milliseconds
   */
  public double percentile(int percent) {
    return latency.get(percent);
  }
}
