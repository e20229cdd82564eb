package io.pneumonia.keras.lowering;

import io.pneumonia.keras.config.LayerConfig;
import io.pneumonia.keras.config.UnsupportedOption;
import io.pneumonia.keras.graph.Op;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Every class of layers that is in scope, by Keras' name. */
final class LayerCatalog {

  /** Gives back what it gets. */
  static final LayerRecipe IDENTITY = (LayerRecipe.One) (scope, in) -> in;

  /** Nothing happens in these at inference. */
  private static final List<String> IDENTITIES =
      List.of(
          "Identity",
          "Dropout",
          "SpatialDropout1D",
          "SpatialDropout2D",
          "SpatialDropout3D",
          "AlphaDropout",
          "GaussianDropout",
          "GaussianNoise",
          "ActivityRegularization",
          "RandomFlip",
          "RandomRotation",
          "RandomZoom",
          "RandomTranslation",
          "RandomContrast",
          "RandomBrightness",
          "RandomHeight",
          "RandomWidth",
          "RandomShear",
          "RandomSaturation",
          "RandomHue",
          "RandomColorJitter",
          "RandomColorDegeneration",
          "RandomSharpness",
          "RandomPosterization",
          "RandomErasing",
          "RandomGaussianBlur",
          "RandomPerspective",
          "RandomElasticTransform",
          "RandomGrayscale",
          "RandomInvert");

  private LayerCatalog() {}

  /** Only what a network has is linked: all of it would take as long as reading the weights. */
  private static LayerRecipe.@Nullable Parser parser(String className) {
    LayerRecipe.Parser parser = withWeights(className);
    parser = parser == null ? picture(className) : parser;
    parser = parser == null ? shapeOrMerge(className) : parser;
    if (parser == null && IDENTITIES.contains(className)) {
      return (options, dialect) -> IDENTITY;
    }
    return parser;
  }

  private static LayerRecipe.@Nullable Parser withWeights(String className) {
    return switch (className) {
      case "Conv2D" -> ConvolutionLayers::convolution;
      case "DepthwiseConv2D" -> ConvolutionLayers::depthwise;
      case "SeparableConv2D" -> ConvolutionLayers::separable;
      case "Conv2DTranspose" -> TransposedConvolutionLayer::parse;
      case "Dense" -> ConvolutionLayers::dense;
      case "BatchNormalization",
          "BatchNormalizationV1",
          "BatchNormalizationV2",
          "SyncBatchNormalization" ->
          NormalizationLayers::batch;
      case "LayerNormalization" -> NormalizationLayers::layer;
      case "Normalization" -> NormalizationLayers::dataset;
      case "Rescaling" -> NormalizationLayers::rescaling;
      case "PReLU" -> ActivationLayers::learnt;
      default -> null;
    };
  }

  private static LayerRecipe.@Nullable Parser picture(String className) {
    return switch (className) {
      case "ZeroPadding2D" -> PictureLayers::zeroPadding;
      case "Cropping2D" -> PictureLayers::cropping;
      case "MaxPooling2D" -> PictureLayers.pool(Op.PoolKind.MAX);
      case "AveragePooling2D" -> PictureLayers.pool(Op.PoolKind.AVERAGE);
      case "GlobalMaxPooling2D" -> PictureLayers.globalPool(Op.PoolKind.MAX);
      case "GlobalAveragePooling2D" -> PictureLayers.globalPool(Op.PoolKind.AVERAGE);
      case "UpSampling2D" -> PictureLayers::upSampling;
      case "Resizing" -> PictureLayers::resizing;
      case "CenterCrop" -> PictureLayers::centerCrop;
      case "RandomCrop" -> PictureLayers::randomCrop;
      default -> null;
    };
  }

  private static LayerRecipe.@Nullable Parser shapeOrMerge(String className) {
    return switch (className) {
      case "Activation", "ReLU", "LeakyReLU", "ELU", "Softmax" -> ActivationLayers.of(className);
      case "Flatten" -> ShapeLayers::flatten;
      case "Reshape" -> ShapeLayers::reshape;
      case "Permute" -> ShapeLayers::permute;
      case "Concatenate" -> MergeLayers::concatenate;
      case "CustomScaleLayer" -> MergeLayers::scaledSum;
      case "Add" -> MergeLayers.merge(Op.MergeKind.ADD);
      case "Subtract" -> MergeLayers.merge(Op.MergeKind.SUBTRACT);
      case "Multiply" -> MergeLayers.merge(Op.MergeKind.MULTIPLY);
      case "Average" -> MergeLayers.merge(Op.MergeKind.AVERAGE);
      case "Maximum" -> MergeLayers.merge(Op.MergeKind.MAXIMUM);
      case "Minimum" -> MergeLayers.merge(Op.MergeKind.MINIMUM);
      case "TFOpLambda" -> BareOperations::lambda;
      case "TensorFlowOpLayer" -> BareOperations::node;
      default -> null;
    };
  }

  /** The recipe of a layer, or the reason why there is none. */
  static LayerRecipe recipe(LayerConfig layer, Dialect dialect) {
    String className = layer.className();
    if (className.equals("Lambda")) {
      throw new UnsupportedOption("Python bytecode in the file, which is never run");
    }
    if (isForeign(layer.module())) {
      throw new UnsupportedOption(
          "a class of " + layer.module() + ", whose Python code is not in the file");
    }
    Policies.requireFloat(layer.options());
    LayerRecipe.Parser parser =
        BareOperations.isOperation(className, layer.options())
            ? BareOperations.keras3(className)
            : parser(className);
    if (parser == null) {
      throw new UnsupportedOption("a layer out of scope, or of the model's author");
    }
    return parser.parse(layer.options(), dialect);
  }

  private static boolean isForeign(String module) {
    return !(module.isEmpty()
        || module.equals("keras")
        || module.startsWith("keras.")
        || module.startsWith("tf_keras")
        || module.startsWith("tensorflow."));
  }
}
