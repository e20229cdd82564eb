package io.pneumonia.model;

import io.pneumonia.tensor.TensorShape;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a model file says about itself: the facts that a card is checked against, or inferred from.
 *
 * @param format what kind of file it is, in words: {@code Keras 2.4.0 HDF5}, {@code ONNX opset 17}
 * @param input the shape of the input, batch axis first
 * @param output the shape of the output, batch axis first
 * @param activation the function that the network ends with
 * @param insideScaling how the network itself scales its input first, or null if it does not or the
 *     file does not tell
 */
public record ModelSignature(
    String format,
    TensorShape input,
    TensorShape output,
    OutputActivation activation,
    @Nullable InsideScaling insideScaling) {

  /** Refuses missing facts. */
  public ModelSignature {
    Objects.requireNonNull(format, "format");
    Objects.requireNonNull(input, "input");
    Objects.requireNonNull(output, "output");
    Objects.requireNonNull(activation, "activation");
  }

  /**
   * The scaling inside, if there is one.
   *
   * @return its formula
   */
  public Optional<InsideScaling> scalingInside() {
    return Optional.ofNullable(insideScaling);
  }
}
