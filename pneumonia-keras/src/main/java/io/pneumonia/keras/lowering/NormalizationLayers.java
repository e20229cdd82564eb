package io.pneumonia.keras.lowering;

import io.pneumonia.keras.config.Options;
import io.pneumonia.keras.config.UnsupportedOption;
import io.pneumonia.keras.file.WeightSpec;
import io.pneumonia.keras.graph.Op;
import io.pneumonia.tensor.FloatTensor;
import io.pneumonia.tensor.TensorShape;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/**
 * BatchNormalization, LayerNormalization, Normalization, Rescaling.
 *
 * <p>For maintainers. At inference a batch norm is {@code (x - mean) / sqrt(variance + epsilon) *
 * gamma + beta}, that is {@code x * s + (beta - mean * s)} with {@code s = gamma / sqrt(variance +
 * epsilon)}; Normalization is {@code (x - mean) / max(sqrt(variance), 1e-7)} or its inverse. Both
 * are worked out in double and rounded once.
 */
final class NormalizationLayers {

  private static final double EPSILON = 1e-3;
  private static final double SMALLEST_DEVIATION = 1e-7;

  private NormalizationLayers() {}

  static LayerRecipe batch(Options options, Dialect dialect) {
    if (options.flag("renorm", false)) {
      throw new UnsupportedOption("renorm");
    }
    int axis = onlyAxis(options);
    double epsilon = options.number("epsilon", EPSILON);
    boolean centred = options.flag("center", true);
    boolean scaled = options.flag("scale", true);
    return (LayerRecipe.One)
        (scope, in) -> {
          int along = Axes.positive(scope, axis, in);
          int channels = Math.toIntExact(in.size(along));
          List<WeightSpec> specs = gammaAndBeta(channels, scaled, centred);
          specs.add(WeightSpec.of("moving_mean", channels));
          specs.add(WeightSpec.of("moving_variance", channels));
          List<FloatTensor> weights = scope.weights(specs);
          FloatTensor mean = weights.get(specs.size() - 2);
          FloatTensor variance = weights.get(specs.size() - 1);
          IntToDoubleFunction scale =
              channel ->
                  (scaled ? weights.get(0).get(channel) : 1)
                      / Math.sqrt(variance.get(channel) + epsilon);
          IntToDoubleFunction shift =
              channel ->
                  (centred ? weights.get(scaled ? 1 : 0).get(channel) : 0)
                      - mean.get(channel) * scale.applyAsDouble(channel);
          Value last = Axes.toLast(scope, in, along);
          Value out = scope.emit(scaleShift(channels, scale, shift), last);
          return Axes.fromLast(scope, out, along);
        };
  }

  static LayerRecipe layer(Options options, Dialect dialect) {
    if (options.flag("rms_scaling", false)) {
      throw new UnsupportedOption("rms_scaling");
    }
    int axis = onlyAxis(options);
    float epsilon = (float) options.number("epsilon", EPSILON);
    boolean centred = options.flag("center", true);
    boolean scaled = options.flag("scale", true);
    return (LayerRecipe.One)
        (scope, in) -> {
          int along = Axes.positive(scope, axis, in);
          int channels = Math.toIntExact(in.size(along));
          List<WeightSpec> specs = gammaAndBeta(channels, scaled, centred);
          List<FloatTensor> weights = specs.isEmpty() ? List.of() : scope.weights(specs);
          FloatTensor gamma = scaled ? weights.get(0) : all(channels, channel -> 1);
          FloatTensor beta = centred ? weights.get(scaled ? 1 : 0) : all(channels, channel -> 0);
          Value last = Axes.toLast(scope, in, along);
          Value out = scope.emit(new Op.LayerNormalization(gamma, beta, epsilon), last);
          return Axes.fromLast(scope, out, along);
        };
  }

  static LayerRecipe dataset(Options options, Dialect dialect) {
    List<Integer> axes = options.json("axis").isNull() ? List.of() : options.integers("axis", -1);
    if (axes.size() > 1) {
      throw new UnsupportedOption("axes " + axes + " together");
    }
    boolean each = !axes.isEmpty();
    int axis = each ? axes.get(0) : -1;
    boolean given = options.has("mean");
    boolean inverted = options.flag("invert", false);
    List<Double> means = given ? options.numbers("mean") : List.of();
    List<Double> variances = given ? options.numbers("variance") : List.of();
    return (LayerRecipe.One)
        (scope, in) -> {
          int along = each ? Axes.positive(scope, axis, in) : in.rank() - 1;
          int count = each ? Math.toIntExact(in.size(along)) : 1;
          IntToDoubleFunction mean;
          IntToDoubleFunction variance;
          if (given) {
            mean = spread(scope, "mean", means, count);
            variance = spread(scope, "variance", variances, count);
          } else {
            List<FloatTensor> weights = scope.weights(statistics(each, count));
            mean = channel -> weights.get(0).get(channel);
            variance = channel -> weights.get(1).get(channel);
          }
          Value last = Axes.toLast(scope, in, along);
          Value out = scope.emitScaling(standardised(count, mean, variance, inverted), last);
          return Axes.fromLast(scope, out, along);
        };
  }

  private static List<WeightSpec> statistics(boolean each, int count) {
    long[] shape = each ? new long[] {count} : new long[0];
    return List.of(
        WeightSpec.of("mean", shape), WeightSpec.of("variance", shape), WeightSpec.of("count"));
  }

  private static Op.ScaleShift standardised(
      int count, IntToDoubleFunction mean, IntToDoubleFunction variance, boolean inverted) {
    IntToDoubleFunction deviation =
        channel -> Math.max(Math.sqrt(variance.applyAsDouble(channel)), SMALLEST_DEVIATION);
    return inverted
        ? scaleShift(count, deviation, mean)
        : scaleShift(
            count,
            channel -> 1 / deviation.applyAsDouble(channel),
            channel -> -mean.applyAsDouble(channel) / deviation.applyAsDouble(channel));
  }

  static LayerRecipe rescaling(Options options, Dialect dialect) {
    List<Double> scales = options.numbers("scale");
    List<Double> offsets = options.has("offset") ? options.numbers("offset") : List.of(0.0);
    return (LayerRecipe.One)
        (scope, in) -> {
          int count = Math.max(scales.size(), offsets.size());
          Op.ScaleShift op =
              scaleShift(
                  count,
                  spread(scope, "scale", scales, count),
                  spread(scope, "offset", offsets, count));
          return scope.emitScaling(op, in);
        };
  }

  static IntToDoubleFunction spread(
      LayerScope scope, String option, List<Double> values, int count) {
    if (values.size() != 1 && values.size() != count) {
      throw scope.rejected(
          "option " + option + ": expected 1 or " + count + " numbers, found " + values.size());
    }
    return channel -> values.get(values.size() == 1 ? 0 : channel);
  }

  static Op.ScaleShift scaleShift(int count, IntToDoubleFunction scale, IntToDoubleFunction shift) {
    return new Op.ScaleShift(all(count, scale), all(count, shift));
  }

  private static FloatTensor all(int count, IntToDoubleFunction value) {
    return FloatTensor.write(
        TensorShape.of(count),
        values -> {
          for (int index = 0; index < count; index++) {
            values[index] = (float) value.applyAsDouble(index);
          }
        });
  }

  private static List<WeightSpec> gammaAndBeta(int channels, boolean scaled, boolean centred) {
    List<WeightSpec> specs = new ArrayList<>();
    if (scaled) {
      specs.add(WeightSpec.of("gamma", channels));
    }
    if (centred) {
      specs.add(WeightSpec.of("beta", channels));
    }
    return specs;
  }

  private static int onlyAxis(Options options) {
    List<Integer> axes = options.integers("axis", -1);
    if (axes.size() != 1) {
      throw new UnsupportedOption("axes " + axes + " together");
    }
    return axes.get(0);
  }
}
