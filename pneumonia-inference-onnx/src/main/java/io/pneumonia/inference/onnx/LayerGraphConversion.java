package io.pneumonia.inference.onnx;

import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.ModelRejected;
import io.pneumonia.keras.graph.GraphTaps;
import io.pneumonia.keras.graph.LayerGraph;
import io.pneumonia.keras.graph.Node;
import io.pneumonia.keras.graph.Op;
import io.pneumonia.spi.Tap;
import io.pneumonia.tensor.TensorLayout;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns the layer graph of a Keras file into an ONNX graph. Input and output stay channels last, as
 * the Keras file has them; inside, pictures are channels first from the first operation that wants
 * them so ({@link GraphValue} keeps track).
 */
final class LayerGraphConversion {

  /** Adds the nodes of one operation. */
  private interface Step<T extends Op> {
    GraphValue build(T op, LayerStep step);
  }

  private final Map<Class<? extends Op>, Step<Op>> steps = new LinkedHashMap<>();

  private LayerGraphConversion() {
    on(Op.Input.class, LayerGraphConversion::input);
    on(Op.Convolution.class, ConvolutionSteps::convolution);
    on(Op.DepthwiseConvolution.class, ConvolutionSteps::depthwise);
    on(Op.TransposedConvolution.class, ConvolutionSteps::transposed);
    on(Op.ScaleShift.class, ProductSteps::scaleShift);
    on(Op.LayerNormalization.class, ProductSteps::layerNormalization);
    on(Op.Dense.class, ProductSteps::dense);
    on(Op.PRelu.class, ProductSteps::pRelu);
    on(Op.Activate.class, ActivationSteps::activate);
    on(Op.Softmax.class, ShapeSteps::softmax);
    on(Op.ZeroPad.class, PictureSteps::zeroPad);
    on(Op.Crop.class, PictureSteps::crop);
    on(Op.Pool.class, PictureSteps::pool);
    on(Op.GlobalPool.class, PictureSteps::globalPool);
    on(Op.Reshape.class, ShapeSteps::reshape);
    on(Op.Permute.class, ShapeSteps::permute);
    on(Op.Merge.class, ShapeSteps::merge);
    on(Op.Concatenate.class, ShapeSteps::concatenate);
    on(Op.Resize.class, ResizeSteps::resize);
  }

  /**
   * Converts a graph.
   *
   * @param layers the graph
   * @param source the name of its file, for a refusal
   * @return the ONNX model, with one input and one output of the graph's shapes
   */
  static OnnxModel convert(LayerGraph layers, String source) {
    return new LayerGraphConversion().build(layers, source, Map.of()).model();
  }

  /**
   * Converts a graph with its taps, which have channels last as all outputs do.
   *
   * @param layers the graph
   * @param source the name of its file, for a refusal
   * @return the ONNX model, with one input, and an output for each tap after the first one
   */
  static ConvertedGraph convertTapped(LayerGraph layers, String source) {
    return new LayerGraphConversion().build(layers, source, GraphTaps.of(layers));
  }

  private <T extends Op> void on(Class<T> type, Step<T> step) {
    steps.put(type, (op, at) -> step.build(type.cast(op), at));
  }

  private ConvertedGraph build(LayerGraph layers, String source, Map<Tap, Integer> taps) {
    OnnxGraph graph = new OnnxGraph(layers.name());
    List<GraphValue> values = new ArrayList<>();
    for (Node node : layers.nodes()) {
      List<GraphValue> inputs = node.inputs().stream().map(values::get).toList();
      values.add(
          stepOf(node.op(), source).build(node.op(), new LayerStep(graph, layers, node, inputs)));
    }
    String input = values.get(0).in(TensorLayout.NHWC);
    declare(graph, "output", values.get(layers.output()), input);
    Map<Tap, String> names = new EnumMap<>(Tap.class);
    taps.forEach((tap, node) -> names.put(tap, declare(graph, "tap", values.get(node), input)));
    return new ConvertedGraph(graph.toModel(source), names);
  }

  /** Makes a value an output of its own, even where it is the input unchanged. */
  private static String declare(OnnxGraph graph, String name, GraphValue value, String input) {
    String inside = value.in(TensorLayout.NHWC);
    String output = inside.equals(input) ? graph.node("Identity", name, List.of(inside)) : inside;
    graph.output(output, value.shape());
    return output;
  }

  private Step<Op> stepOf(Op op, String source) {
    @Nullable Step<Op> step = steps.get(op.getClass());
    if (step == null) {
      throw new ModelRejected(
          ErrorCode.MODEL_LAYER_UNSUPPORTED,
          source
              + ": expected operations that backend onnx knows, found "
              + op.getClass().getSimpleName());
    }
    return step;
  }

  private static GraphValue input(Op.Input op, LayerStep step) {
    return step.value(TensorLayout.NHWC, step.graph().input(step.name(), step.shape()));
  }
}
