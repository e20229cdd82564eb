package io.pneumonia.keras.graph;

import io.pneumonia.spi.PooledHead;
import io.pneumonia.spi.Tap;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The head of a network whose {@link Tap#FEATURE_MAP} reaches the output through its mean and one
 * chain of dense layers: the layers as they are, with the chain rule through them.
 */
public final class GraphHead implements PooledHead {

  private final int channels;
  private final List<HeadStage> stages;

  private GraphHead(int channels, List<HeadStage> stages) {
    this.channels = channels;
    this.stages = List.copyOf(stages);
  }

  /**
   * Looks at a network from its output backwards.
   *
   * @param graph the network
   * @return its head; empty where it has no feature map, where the head forks, has an activation
   *     whose derivative is not known here, or ends with another one than sigmoid or softmax
   */
  public static Optional<GraphHead> of(LayerGraph graph) {
    @Nullable Integer map = GraphTaps.of(graph).get(Tap.FEATURE_MAP);
    if (map == null) {
      return Optional.empty();
    }
    Deque<HeadStage> stages = new ArrayDeque<>();
    Node node = graph.outputNode();
    if (endsProbabilities(node.op())) {
      node = source(graph, node);
    }
    for (; !(node.op() instanceof Op.GlobalPool); node = source(graph, node)) {
      Optional<HeadStage> stage = stage(node.op());
      if (node.inputs().size() != 1 || (stage.isEmpty() && !(node.op() instanceof Op.Reshape))) {
        return Optional.empty();
      }
      stage.ifPresent(stages::addFirst);
    }
    Node picture = graph.nodes().get(map);
    int channels = (int) picture.shape().size(picture.shape().rank() - 1);
    return Optional.of(new GraphHead(channels, new ArrayList<>(stages)));
  }

  /**
   * The head as bytes, to be kept beside what is made of the graph.
   *
   * @return what {@link #read} takes
   */
  public byte[] toBytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(channels);
      HeadBytes.write(stages, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /**
   * A head that was kept.
   *
   * @param bytes of {@link #toBytes}
   * @return the same head, bit for bit
   * @throws IOException if these are other bytes
   */
  public static GraphHead read(byte[] bytes) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    GraphHead head = new GraphHead(in.readInt(), HeadBytes.read(in));
    if (in.available() > 0) {
      throw new IOException("head: expected its end, found " + in.available() + " more bytes");
    }
    return head;
  }

  private static boolean endsProbabilities(Op op) {
    return op instanceof Op.Softmax
        || (op instanceof Op.Activate last && last.function() instanceof Activation.Sigmoid);
  }

  private static Optional<HeadStage> stage(Op op) {
    if (op instanceof Op.Dense dense) {
      return Optional.of(new HeadStage.Dense(dense.kernel(), dense.bias()));
    } else if (op instanceof Op.ScaleShift line) {
      return Optional.of(new HeadStage.Scale(line.scale(), line.shift()));
    } else if (op instanceof Op.Activate activate) {
      return Curve.of(activate.function()).map(HeadStage.Elementwise::new);
    }
    return Optional.empty();
  }

  private static Node source(LayerGraph graph, Node node) {
    return graph.nodes().get(node.inputs().get(0));
  }

  @Override
  public double[] logits(double[] means) {
    List<double[]> values = values(means);
    return values.get(values.size() - 1);
  }

  @Override
  public double[] gradient(double[] means, double[] weights) {
    List<double[]> values = values(means);
    requireCount("weights", values.get(stages.size()).length, weights.length);
    double[] gradient = weights.clone();
    for (int stage = stages.size() - 1; stage >= 0; stage--) {
      gradient = stages.get(stage).backward(values.get(stage), gradient);
    }
    return gradient;
  }

  /** What each stage takes, and what the last one gives. */
  private List<double[]> values(double[] means) {
    requireCount("means", channels, means.length);
    List<double[]> values = new ArrayList<>();
    values.add(means.clone());
    for (HeadStage stage : stages) {
      values.add(stage.forward(values.get(values.size() - 1)));
    }
    return values;
  }

  private static void requireCount(String what, int expected, int found) {
    if (expected != found) {
      throw new IllegalArgumentException(what + ": expected " + expected + ", found " + found);
    }
  }
}
