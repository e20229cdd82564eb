package io.pneumonia.keras.lowering;

import io.pneumonia.keras.config.Options;
import io.pneumonia.keras.config.UnsupportedOption;
import io.pneumonia.keras.graph.Op;
import io.pneumonia.keras.graph.Padding;
import java.util.function.Function;

/** Layers that move, take or pool pixels and have no weights. */
final class PictureLayers {

  private PictureLayers() {}

  static LayerRecipe zeroPadding(Options options, Dialect dialect) {
    Padding padding = padding(options.sides("padding", 1));
    return picture(options, in -> new Op.ZeroPad(padding));
  }

  static LayerRecipe cropping(Options options, Dialect dialect) {
    Padding amount = padding(options.sides("cropping", 0));
    return picture(options, in -> new Op.Crop(amount));
  }

  private static Padding padding(int[] sides) {
    return new Padding(sides[0], sides[1], sides[2], sides[3]);
  }

  static LayerRecipe.Parser pool(Op.PoolKind kind) {
    return (options, dialect) -> {
      Windows windows = Windows.ofPool(options);
      return picture(
          options, in -> new Op.Pool(kind, windows.kernel(0), windows.kernel(1), windows.over(in)));
    };
  }

  static LayerRecipe.Parser globalPool(Op.PoolKind kind) {
    return (options, dialect) -> {
      boolean kept = options.flag("keepdims", false);
      return picture(options, in -> new Op.GlobalPool(kind, kept));
    };
  }

  static LayerRecipe upSampling(Options options, Dialect dialect) {
    int[] size = options.pair("size", 2);
    Op.ResizeMethod method = method(options, "nearest");
    return picture(
        options,
        in ->
            new Op.Resize(
                Math.toIntExact(in.size(1) * size[0]),
                Math.toIntExact(in.size(2) * size[1]),
                method));
  }

  static LayerRecipe resizing(Options options, Dialect dialect) {
    if (options.flag("antialias", false)) {
      throw new UnsupportedOption("antialias");
    }
    if (options.flag("pad_to_aspect_ratio", false)) {
      throw new UnsupportedOption("pad_to_aspect_ratio");
    }
    int height = options.positive("height");
    int width = options.positive("width");
    Op.ResizeMethod method = method(options, "bilinear");
    if (!options.flag("crop_to_aspect_ratio", false)) {
      return picture(options, in -> new Op.Resize(height, width, method));
    }
    return framed(options, (scope, in) -> Crops.toAspect(scope, in, height, width, method));
  }

  static LayerRecipe centerCrop(Options options, Dialect dialect) {
    int height = options.positive("height");
    int width = options.positive("width");
    return framed(options, (scope, in) -> Crops.centre(scope, in, height, width));
  }

  /** At inference Keras keeps the largest window of the target's shape, resized. */
  static LayerRecipe randomCrop(Options options, Dialect dialect) {
    int height = options.positive("height");
    int width = options.positive("width");
    return framed(
        options, (scope, in) -> Crops.toAspect(scope, in, height, width, Op.ResizeMethod.BILINEAR));
  }

  private static Op.ResizeMethod method(Options options, String absent) {
    return switch (options.text("interpolation", absent)) {
      case "nearest" -> Op.ResizeMethod.NEAREST;
      case "bilinear" -> Op.ResizeMethod.BILINEAR;
      default ->
          throw new UnsupportedOption("interpolation " + options.text("interpolation", absent));
    };
  }

  private static LayerRecipe picture(Options options, Function<Value, Op> op) {
    return framed(
        options,
        (scope, in) -> {
          try {
            return scope.emit(op.apply(in), in);
          } catch (ArithmeticException e) {
            throw scope.rejected("expected fewer than 2^31 rows and columns, found more");
          }
        });
  }

  /** Lets a recipe see channels last, whatever the layer's format. */
  private static LayerRecipe framed(Options options, LayerRecipe.One recipe) {
    boolean first = options.channelsFirst();
    return (LayerRecipe.One)
        (scope, input) ->
            Axes.restored(
                scope, recipe.apply(scope, Axes.channelsLast(scope, input, first)), first);
  }
}
