package io.pneumonia.keras.file;

import io.pneumonia.keras.config.LayerPath;
import io.pneumonia.tensor.FloatTensor;
import java.util.List;

/** The weights of a file by layer. */
public interface WeightStore {

  /**
   * Reads all weights of one layer.
   *
   * @param layer which
   * @param expected every weight it must have, in the order in which Keras creates them
   * @return as many tensors, in that order and of those shapes
   * @throws io.pneumonia.error.ModelRejected if one is missing, of another shape, or ambiguous, or
   *     if the file has further ones for this layer
   */
  List<FloatTensor> read(LayerPath layer, List<WeightSpec> expected);

  /**
   * Makes sure that no weight is left over that a layer in scope could have meant.
   *
   * @throws io.pneumonia.error.ModelRejected naming the first that is
   */
  void requireAllUsed();
}
