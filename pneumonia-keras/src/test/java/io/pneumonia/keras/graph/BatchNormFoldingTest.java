package io.pneumonia.keras.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.pneumonia.tensor.FloatTensor;
import io.pneumonia.tensor.TensorShape;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchNormFoldingTest {

  private static final TensorShape FLAT = TensorShape.of(-1, 2);
  private static final Node INPUT = new Node("input", new Op.Input(), List.of(), FLAT);
  private static final Node DENSE =
      new Node(
          "dense",
          new Op.Dense(
              FloatTensor.of(TensorShape.of(2, 2), 1, 2, 3, 4),
              FloatTensor.of(TensorShape.of(2), 10, 20)),
          List.of(0),
          FLAT);
  private static final Op SCALE_SHIFT =
      new Op.ScaleShift(
          FloatTensor.of(TensorShape.of(2), 2, -1), FloatTensor.of(TensorShape.of(2), 5, 0.5f));

  @Test
  void foldsIntoTheProductBefore() {
    LayerGraph folded =
        BatchNormFolding.fold(
            new LayerGraph(
                "net", List.of(INPUT, DENSE, new Node("bn", SCALE_SHIFT, List.of(1), FLAT)), 2));
    assertThat(folded.nodes()).hasSize(2);
    assertThat(folded.outputNode().name()).isEqualTo("dense");
    assertThat(folded.outputNode().op())
        .isEqualTo(
            new Op.Dense(
                FloatTensor.of(TensorShape.of(2, 2), 2, -2, 6, -4),
                FloatTensor.of(TensorShape.of(2), 25, -19.5f)));
  }

  @Test
  void foldsOneScalingAfterAnother() {
    Op half =
        new Op.ScaleShift(
            FloatTensor.of(TensorShape.of(1), 0.5f), FloatTensor.of(TensorShape.of(1), 1));
    LayerGraph folded =
        BatchNormFolding.fold(
            new LayerGraph(
                "net",
                List.of(
                    INPUT,
                    DENSE,
                    new Node("bn", SCALE_SHIFT, List.of(1), FLAT),
                    new Node("half", half, List.of(2), FLAT)),
                3));
    assertThat(folded.nodes()).hasSize(2);
    assertThat(((Op.Dense) folded.outputNode().op()).bias())
        .isEqualTo(FloatTensor.of(TensorShape.of(2), 13.5f, -8.75f));
  }

  @Test
  void leavesAProductThatOthersUse() {
    LayerGraph graph =
        new LayerGraph(
            "net",
            List.of(
                INPUT,
                DENSE,
                new Node("bn", SCALE_SHIFT, List.of(1), FLAT),
                new Node("add", new Op.Merge(Op.MergeKind.ADD), List.of(1, 2), FLAT)),
            3);
    assertThat(BatchNormFolding.fold(graph)).isEqualTo(graph);
  }

  @Test
  void leavesAProductThatIsTheOutput() {
    LayerGraph graph =
        new LayerGraph(
            "net", List.of(INPUT, DENSE, new Node("bn", SCALE_SHIFT, List.of(1), FLAT)), 1);
    assertThat(BatchNormFolding.fold(graph)).isEqualTo(graph);
  }

  @Test
  void leavesAScalingOfTheInput() {
    LayerGraph graph =
        new LayerGraph("net", List.of(INPUT, new Node("bn", SCALE_SHIFT, List.of(0), FLAT)), 1);
    assertThat(BatchNormFolding.fold(graph)).isEqualTo(graph);
  }
}
