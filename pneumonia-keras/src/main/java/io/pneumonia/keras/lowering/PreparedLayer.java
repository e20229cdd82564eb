package io.pneumonia.keras.lowering;

import io.pneumonia.keras.config.LayerConfig;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A layer found in scope.
 *
 * @param config what the file says
 * @param scope its name and weights
 * @param recipe how it is lowered; the identity for a model or an input
 * @param nested the layers in it, or null for an ordinary layer
 */
record PreparedLayer(
    LayerConfig config,
    LayerScope scope,
    LayerRecipe recipe,
    @Nullable List<PreparedLayer> nested) {}
