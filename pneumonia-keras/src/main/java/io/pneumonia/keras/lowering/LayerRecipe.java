package io.pneumonia.keras.lowering;

import io.pneumonia.keras.config.LayerCall;
import io.pneumonia.keras.config.Options;
import java.util.List;

/** How one layer, its options read and found in scope, becomes operations. */
interface LayerRecipe {

  Value apply(LayerScope scope, List<Value> inputs);

  /** A recipe for a layer with exactly one input. */
  interface One extends LayerRecipe {

    Value apply(LayerScope scope, Value input);

    @Override
    default Value apply(LayerScope scope, List<Value> inputs) {
      return apply(scope, scope.only(inputs));
    }
  }

  /** Reads the options of one class of layers. */
  interface Parser {

    /** Throws {@code UnsupportedOption} where an option is out of scope. */
    LayerRecipe parse(Options options, Dialect dialect);
  }

  /** A recipe that also looks at how it is called: on constants, for instance. */
  interface Calling extends LayerRecipe {

    Value apply(LayerScope scope, LayerCall call, List<Value> tensors);

    @Override
    default Value apply(LayerScope scope, List<Value> inputs) {
      throw new IllegalStateException("a bare operation needs its call");
    }
  }
}
