package io.pneumonia.keras.lowering;

import io.pneumonia.keras.config.Options;
import io.pneumonia.keras.config.UnsupportedOption;
import io.pneumonia.keras.file.WeightSpec;
import io.pneumonia.keras.graph.Op;
import io.pneumonia.keras.graph.Padding;
import io.pneumonia.keras.graph.Window;
import io.pneumonia.tensor.FloatTensor;
import io.pneumonia.tensor.TensorShape;
import java.util.ArrayList;
import java.util.List;

/** Layers with a kernel: Conv2D, DepthwiseConv2D, SeparableConv2D, Dense. */
final class ConvolutionLayers {

  private ConvolutionLayers() {}

  static LayerRecipe convolution(Options options, Dialect dialect) {
    requirePlain(options);
    Windows windows = Windows.of(options);
    int filters = options.positive("filters");
    int groups = options.positive("groups", 1);
    boolean biased = options.flag("use_bias", true);
    boolean first = options.channelsFirst();
    Nonlinearity activation = Nonlinearities.of(options, dialect);
    return (LayerRecipe.One)
        (scope, input) -> {
          Value in = Axes.channelsLast(scope, input, first);
          if (in.size(3) % groups != 0 || filters % groups != 0) {
            throw scope.rejected(
                "expected channels and filters divisible by groups "
                    + groups
                    + ", found "
                    + in.size(3)
                    + " and "
                    + filters);
          }
          long[] kernel = {windows.kernel(0), windows.kernel(1), in.size(3) / groups, filters};
          List<FloatTensor> weights =
              scope.weights(specs(WeightSpec.of("kernel", kernel), biased, filters));
          Op op =
              new Op.Convolution(
                  weights.get(0), bias(weights, 1, filters), windows.over(in), groups);
          return Axes.restored(scope, activation.after(scope, scope.emit(op, in)), first);
        };
  }

  static LayerRecipe depthwise(Options options, Dialect dialect) {
    requirePlain(options);
    Windows windows = Windows.of(options);
    int multiplier = options.positive("depth_multiplier", 1);
    boolean biased = options.flag("use_bias", true);
    boolean first = options.channelsFirst();
    Nonlinearity activation = Nonlinearities.of(options, dialect);
    return (LayerRecipe.One)
        (scope, input) -> {
          Value in = Axes.channelsLast(scope, input, first);
          long filters = in.size(3) * multiplier;
          List<FloatTensor> weights =
              scope.weights(specs(depthwiseKernel(windows, in, multiplier), biased, filters));
          Op op =
              new Op.DepthwiseConvolution(
                  weights.get(0), bias(weights, 1, filters), windows.over(in));
          return Axes.restored(scope, activation.after(scope, scope.emit(op, in)), first);
        };
  }

  static LayerRecipe separable(Options options, Dialect dialect) {
    requirePlain(options);
    Windows windows = Windows.of(options);
    int filters = options.positive("filters");
    int multiplier = options.positive("depth_multiplier", 1);
    boolean biased = options.flag("use_bias", true);
    boolean first = options.channelsFirst();
    Nonlinearity activation = Nonlinearities.of(options, dialect);
    return (LayerRecipe.One)
        (scope, input) -> {
          Value in = Axes.channelsLast(scope, input, first);
          long between = in.size(3) * multiplier;
          List<WeightSpec> specs = new ArrayList<>();
          specs.add(depthwiseKernel(windows, in, multiplier));
          specs.addAll(
              specs(WeightSpec.of("pointwise_kernel", 1, 1, between, filters), biased, filters));
          List<FloatTensor> weights = scope.weights(specs);
          Value each =
              scope.emitPart(
                  "depthwise",
                  new Op.DepthwiseConvolution(weights.get(0), zeros(between), windows.over(in)),
                  in);
          Op mix = new Op.Convolution(weights.get(1), bias(weights, 2, filters), unit(), 1);
          return Axes.restored(scope, activation.after(scope, scope.emit(mix, each)), first);
        };
  }

  static LayerRecipe dense(Options options, Dialect dialect) {
    requirePlain(options);
    int units = options.positive("units");
    boolean biased = options.flag("use_bias", true);
    Nonlinearity activation = Nonlinearities.of(options, dialect);
    return (LayerRecipe.One)
        (scope, in) -> {
          if (in.rank() < 2) {
            throw scope.rejected("expected features, found shape " + in.shape());
          }
          List<FloatTensor> weights =
              scope.weights(specs(WeightSpec.of("kernel", in.size(-1), units), biased, units));
          Op op = new Op.Dense(weights.get(0), bias(weights, 1, units));
          return activation.after(scope, scope.emit(op, in));
        };
  }

  /** Refuses kernels that are not stored as they are used. */
  static void requirePlain(Options options) {
    if (options.has("lora_rank")) {
      throw new UnsupportedOption("lora_rank");
    }
    if (options.has("quantization_config")) {
      throw new UnsupportedOption("quantization_config");
    }
  }

  private static WeightSpec depthwiseKernel(Windows windows, Value in, int multiplier) {
    return new WeightSpec(
        List.of("depthwise_kernel", "kernel"),
        TensorShape.of(windows.kernel(0), windows.kernel(1), in.size(3), multiplier));
  }

  static List<WeightSpec> specs(WeightSpec kernel, boolean biased, long filters) {
    return biased ? List.of(kernel, WeightSpec.of("bias", filters)) : List.of(kernel);
  }

  static FloatTensor bias(List<FloatTensor> weights, int index, long filters) {
    return index < weights.size() ? weights.get(index) : zeros(filters);
  }

  private static FloatTensor zeros(long count) {
    return FloatTensor.write(TensorShape.of(count), values -> {});
  }

  private static Window unit() {
    return new Window(1, 1, 1, 1, Padding.NONE);
  }
}
