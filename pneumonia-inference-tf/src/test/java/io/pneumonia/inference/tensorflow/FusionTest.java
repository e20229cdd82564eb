package io.pneumonia.inference.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.pneumonia.keras.graph.LayerGraph;
import io.pneumonia.keras.graph.Node;
import io.pneumonia.keras.graph.Op;
import io.pneumonia.keras.graph.Padding;
import io.pneumonia.keras.graph.Window;
import io.pneumonia.tensor.FloatTensor;
import io.pneumonia.tensor.TensorShape;
import java.util.List;
import org.junit.jupiter.api.Test;

class FusionTest {

  private static final Window SAME = new Window(1, 1, 1, 1, new Padding(1, 1, 1, 1));
  private static final TensorShape PICTURE = TensorShape.of(-1, 4, 4, 2);
  private static final Op.DepthwiseConvolution DEPTHWISE =
      new Op.DepthwiseConvolution(
          TinyNetworks.wholeNumbers(1, 3, 3, 2, 1), TinyNetworks.wholeNumbers(2, 2), SAME);

  @Test
  void isLeftOnForPlainConvolutions() {
    assertThat(Fusion.isSafe(TinyNetworks.single(convolution(1), PICTURE, PICTURE))).isTrue();
    assertThat(Fusion.isSafe(TinyNetworks.single(DEPTHWISE, PICTURE, PICTURE))).isTrue();
  }

  @Test
  void isOffForConvolutionsInGroups() {
    assertThat(Fusion.isSafe(TinyNetworks.single(convolution(2), PICTURE, PICTURE))).isFalse();
  }

  @Test
  void isOffWhereADepthwiseConvolutionGoesStraightIntoASum() {
    LayerGraph residual =
        new LayerGraph(
            "residual",
            List.of(
                new Node("input", new Op.Input(), List.of(), PICTURE),
                new Node("depthwise", DEPTHWISE, List.of(0), PICTURE),
                new Node("join", new Op.Merge(Op.MergeKind.ADD), List.of(0, 1), PICTURE)),
            2);
    assertThat(Fusion.isSafe(residual)).isFalse();
    FloatTensor input = TinyNetworks.wholeNumbers(3, 2, 4, 4, 2);
    FloatTensor branch = ReferenceOps.depthwise(input, DEPTHWISE);
    FloatTensor sum = TinyNetworks.run(residual, input);
    for (int index = 0; index < sum.size(); index++) {
      assertThat(sum.get(index)).isEqualTo(input.get(index) + branch.get(index));
    }
  }

  private static Op.Convolution convolution(int groups) {
    return new Op.Convolution(
        TinyNetworks.wholeNumbers(1, 3, 3, 2 / groups, 2),
        TinyNetworks.wholeNumbers(2, 2),
        SAME,
        groups);
  }
}
