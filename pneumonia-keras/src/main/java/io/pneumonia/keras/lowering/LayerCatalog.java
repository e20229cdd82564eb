package io.pneumonia.keras.lowering;

import io.pneumonia.keras.config.LayerConfig;
import io.pneumonia.keras.config.UnsupportedOption;
import io.pneumonia.keras.graph.Op;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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

  private final Map<String, LayerRecipe.Parser> parsers = new HashMap<>();

  LayerCatalog() {
    IDENTITIES.forEach(name -> parsers.put(name, (options, dialect) -> IDENTITY));
    withWeights();
    activations();
    pictures();
    shapesAndMerges();
    parsers.put("TFOpLambda", BareOperations::lambda);
    parsers.put("TensorFlowOpLayer", BareOperations::node);
  }

  private void withWeights() {
    parsers.put("Conv2D", ConvolutionLayers::convolution);
    parsers.put("DepthwiseConv2D", ConvolutionLayers::depthwise);
    parsers.put("SeparableConv2D", ConvolutionLayers::separable);
    parsers.put("Conv2DTranspose", TransposedConvolutionLayer::parse);
    parsers.put("Dense", ConvolutionLayers::dense);
    parsers.put("BatchNormalization", NormalizationLayers::batch);
    parsers.put("BatchNormalizationV1", NormalizationLayers::batch);
    parsers.put("BatchNormalizationV2", NormalizationLayers::batch);
    parsers.put("SyncBatchNormalization", NormalizationLayers::batch);
    parsers.put("LayerNormalization", NormalizationLayers::layer);
    parsers.put("Normalization", NormalizationLayers::dataset);
    parsers.put("Rescaling", NormalizationLayers::rescaling);
  }

  private void activations() {
    for (String name : List.of("Activation", "ReLU", "LeakyReLU", "ELU", "Softmax")) {
      parsers.put(name, ActivationLayers.of(name));
    }
    parsers.put("PReLU", ActivationLayers::learnt);
  }

  private void pictures() {
    parsers.put("ZeroPadding2D", PictureLayers::zeroPadding);
    parsers.put("Cropping2D", PictureLayers::cropping);
    parsers.put("MaxPooling2D", PictureLayers.pool(Op.PoolKind.MAX));
    parsers.put("AveragePooling2D", PictureLayers.pool(Op.PoolKind.AVERAGE));
    parsers.put("GlobalMaxPooling2D", PictureLayers.globalPool(Op.PoolKind.MAX));
    parsers.put("GlobalAveragePooling2D", PictureLayers.globalPool(Op.PoolKind.AVERAGE));
    parsers.put("UpSampling2D", PictureLayers::upSampling);
    parsers.put("Resizing", PictureLayers::resizing);
    parsers.put("CenterCrop", PictureLayers::centerCrop);
    parsers.put("RandomCrop", PictureLayers::randomCrop);
  }

  private void shapesAndMerges() {
    parsers.put("Flatten", ShapeLayers::flatten);
    parsers.put("Reshape", ShapeLayers::reshape);
    parsers.put("Permute", ShapeLayers::permute);
    parsers.put("Concatenate", MergeLayers::concatenate);
    parsers.put("CustomScaleLayer", MergeLayers::scaledSum);
    parsers.put("Add", MergeLayers.merge(Op.MergeKind.ADD));
    parsers.put("Subtract", MergeLayers.merge(Op.MergeKind.SUBTRACT));
    parsers.put("Multiply", MergeLayers.merge(Op.MergeKind.MULTIPLY));
    parsers.put("Average", MergeLayers.merge(Op.MergeKind.AVERAGE));
    parsers.put("Maximum", MergeLayers.merge(Op.MergeKind.MAXIMUM));
    parsers.put("Minimum", MergeLayers.merge(Op.MergeKind.MINIMUM));
  }

  /** The recipe of a layer, or the reason why there is none. */
  LayerRecipe recipe(LayerConfig layer, Dialect dialect) {
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
            : parsers.get(className);
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
