package io.pneumonia.keras;

import io.pneumonia.keras.graph.LayerGraph;
import io.pneumonia.model.ModelSignature;
import java.util.List;

/**
 * A Keras file, read.
 *
 * @param signature what the file says about its input, output and scaling
 * @param layers every layer as the file names it, nested ones after their parent, for people to
 *     read
 * @param graph the network with its weights, lowered and ready to be built; batch norms are folded
 *     into the convolutions and products before them wherever that is exact
 */
public record KerasModel(ModelSignature signature, List<KerasLayer> layers, LayerGraph graph) {

  /** Copies the list. */
  public KerasModel {
    layers = List.copyOf(layers);
  }

  /**
   * The number of parameters, batch-norm statistics included, as Keras' {@code count_params()}.
   *
   * @return over all layers
   */
  public long parameters() {
    return layers.stream().mapToLong(KerasLayer::parameters).sum();
  }
}
