package io.pneumonia.inference.tensorflow;

import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.ModelRejected;
import io.pneumonia.keras.graph.Activation;
import io.pneumonia.keras.graph.GraphTaps;
import io.pneumonia.keras.graph.LayerGraph;
import io.pneumonia.keras.graph.Node;
import io.pneumonia.keras.graph.Op;
import io.pneumonia.spi.Tap;
import io.pneumonia.tensor.TensorShape;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Turns a layer graph into a TensorFlow graph, node by node, weights as constants. The batch axis
 * stays open.
 */
final class LayerGraphBuilder {

  private static final LoweringTable<Activation> ACTIVATIONS = ActivationOps.table();
  private static final LoweringTable<Op> OPS =
      new LoweringTable<Op>()
          .on(Op.Input.class, (at, op) -> ShapeOps.input(at))
          .on(Op.Convolution.class, ConvolutionOps::convolution)
          .on(Op.DepthwiseConvolution.class, ConvolutionOps::depthwise)
          .on(Op.TransposedConvolution.class, ConvolutionOps::transposed)
          .on(Op.ScaleShift.class, ElementOps::scaleShift)
          .on(Op.LayerNormalization.class, ElementOps::layerNormalization)
          .on(Op.Dense.class, ElementOps::dense)
          .on(Op.Activate.class, (at, op) -> ACTIVATIONS.lower(at, op.function()))
          .on(Op.PRelu.class, ElementOps::prelu)
          .on(Op.Softmax.class, ElementOps::softmax)
          .on(Op.ZeroPad.class, ShapeOps::zeroPad)
          .on(Op.Crop.class, ShapeOps::crop)
          .on(Op.Pool.class, PoolingOps::pool)
          .on(Op.GlobalPool.class, PoolingOps::global)
          .on(Op.Reshape.class, (at, op) -> ShapeOps.reshape(at))
          .on(Op.Permute.class, ShapeOps::permute)
          .on(Op.Merge.class, ElementOps::merge)
          .on(Op.Concatenate.class, ShapeOps::concatenate)
          .on(Op.Resize.class, ShapeOps::resize);

  private final String model;
  private final LayerGraph layers;
  private final Graph graph;
  private final Ops tf;
  private final List<Operand<TFloat32>> values = new ArrayList<>();

  private LayerGraphBuilder(String model, LayerGraph layers, Graph graph) {
    this.model = model;
    this.layers = layers;
    this.graph = graph;
    this.tf = Ops.create(graph);
  }

  /**
   * Builds the graph, which the caller closes.
   *
   * @param model the name of the model, for messages
   * @param layers what to build
   * @throws ModelRejected if TensorFlow refuses a layer, or computes another shape for it than the
   *     file has
   */
  static NativeGraph build(String model, LayerGraph layers) {
    Graph graph = new Graph();
    try {
      var builder = new LayerGraphBuilder(model, layers, graph);
      layers.nodes().forEach(builder::add);
      Operand<TFloat32> output = builder.values.get(layers.output());
      return builder.network(output);
    } catch (RuntimeException | Error failure) {
      graph.close();
      throw failure;
    }
  }

  private NativeGraph network(Operand<TFloat32> output) {
    Map<Tap, Output<?>> taps = new EnumMap<>(Tap.class);
    Map<Tap, TensorShape> shapes = new EnumMap<>(Tap.class);
    GraphTaps.of(layers)
        .forEach(
            (tap, node) -> {
              taps.put(tap, values.get(node).asOutput());
              shapes.put(tap, layers.nodes().get(node).shape());
            });
    return new NativeGraph(graph, values.get(0).asOutput(), output.asOutput(), taps, shapes);
  }

  /** Every operation that can be built. */
  static Set<Class<?>> operations() {
    return OPS.classes();
  }

  private void add(Node node) {
    List<Operand<TFloat32>> inputs = node.inputs().stream().map(values::get).toList();
    List<TensorShape> shapes =
        node.inputs().stream().map(index -> layers.nodes().get(index).shape()).toList();
    var at = new NodeContext(tf.withName(operationName(node)), node, inputs, shapes);
    try {
      Operand<TFloat32> value = OPS.lower(at, node.op());
      requireShape(node, value);
      values.add(value);
    } catch (ModelRejected ours) {
      throw ours;
    } catch (RuntimeException refused) {
      throw rejected(node, TensorFlowErrors.reason(refused), refused);
    }
  }

  private void requireShape(Node node, Operand<TFloat32> value) {
    long[] found = value.shape().asArray();
    if (found != null && !node.shape().isCompatibleWith(TensorShape.of(found))) {
      throw rejected(
          node, "it computes shape " + TensorShape.of(found) + ", expected " + node.shape(), null);
    }
  }

  private ModelRejected rejected(Node node, String why, @Nullable Throwable cause) {
    return new ModelRejected(
        ErrorCode.MODEL_LAYER_UNSUPPORTED,
        model
            + ": layer "
            + node.name()
            + " ("
            + node.op().getClass().getSimpleName()
            + ") is refused by TensorFlow: "
            + why,
        cause);
  }

  /**
   * What TensorFlow allows in a name. All operations of a layer share it and are numbered at its
   * end; the number in front keeps that apart from a layer that is called so itself. (A scope for
   * each layer would read every name of the graph anew.)
   */
  private String operationName(Node node) {
    return "layer" + values.size() + "." + node.name().replaceAll("[^A-Za-z0-9_.\\-]", "_");
  }
}
