package io.pneumonia.keras.testing;

import io.pneumonia.tensor.FloatTensor;
import io.pneumonia.tensor.TensorShape;
import java.util.List;
import java.util.Optional;

/**
 * A network, the files it was saved as, and what Keras computes from one batch.
 *
 * @param name of the network
 * @param files its resources, each the same network in another format or dialect
 * @param bounded whether the output is scores between 0 and 1
 * @param parameters as Keras counts them
 * @param inputShape as Keras gives it, batch axis first; sizes beside it may be unknown
 * @param outputShape as Keras gives it, batch axis first
 * @param segments which part of each output row comes from which branch; empty for one branch
 * @param input a batch of two
 * @param output what Keras computes from it
 */
public record KerasFixture(
    String name,
    List<String> files,
    boolean bounded,
    long parameters,
    TensorShape inputShape,
    TensorShape outputShape,
    List<Segment> segments,
    FloatTensor input,
    FloatTensor output) {

  /**
   * A branch's part of an output row.
   *
   * @param label what the branch does
   * @param from its first index in the row
   * @param count how many values it has
   */
  public record Segment(String label, int from, int count) {}

  /** Copies the lists. */
  public KerasFixture {
    files = List.copyOf(files);
    segments = List.copyOf(segments);
  }

  /**
   * The shape to ask for when opening the file, where the file leaves sizes open.
   *
   * @return the shape with an open batch axis, or empty where the file says every size
   */
  public Optional<TensorShape> requestedInput() {
    return inputShape.with(0, 1).isFullyKnown()
        ? Optional.empty()
        : Optional.of(input.shape().with(0, TensorShape.UNKNOWN));
  }

  /**
   * The branch that a value of an output row comes from.
   *
   * @param index in the row
   * @return its label, or the network's name where it has one branch
   */
  public String branchOf(int index) {
    return segments.stream()
        .filter(part -> index >= part.from() && index < part.from() + part.count())
        .map(Segment::label)
        .findFirst()
        .orElse(name);
  }

  @Override
  public String toString() {
    return name;
  }
}
