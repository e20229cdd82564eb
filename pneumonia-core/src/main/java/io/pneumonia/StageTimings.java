package io.pneumonia;

import java.time.Duration;

/**
 * How long each stage of one prediction took. In a batch the network's time is the batch's, divided
 * by its size.
 *
 * @param decode bytes to pixels, the digest of the bytes included
 * @param preprocess pixels to tensor, and the input gate's look at them
 * @param infer tensor to output
 * @param decide output to decision, and the input gate's verdict
 */
public record StageTimings(Duration decode, Duration preprocess, Duration infer, Duration decide) {

  static StageTimings ofNanos(long decode, long preprocess, long infer, long decide) {
    return new StageTimings(
        Duration.ofNanos(decode),
        Duration.ofNanos(preprocess),
        Duration.ofNanos(infer),
        Duration.ofNanos(decide));
  }

  /**
   * The sum of the stages.
   *
   * @return bytes to decision
   */
  public Duration total() {
    return decode.plus(preprocess).plus(infer).plus(decide);
  }
}
