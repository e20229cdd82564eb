package io.pneumonia.keras.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlotTest {

  @ParameterizedTest
  @CsvSource({
    "Conv2D, conv2d",
    "DepthwiseConv2D, depthwise_conv2d",
    "SeparableConv2D, separable_conv2d",
    "Conv2DTranspose, conv2d_transpose",
    "BatchNormalization, batch_normalization",
    "PReLU, p_re_lu",
    "ReLU, re_lu",
    "LeakyReLU, leaky_re_lu",
    "ELU, elu",
    "InputLayer, input_layer",
    "GlobalAveragePooling2D, global_average_pooling2d",
    "ZeroPadding2D, zero_padding2d",
    "UpSampling2D, up_sampling2d",
    "Functional, functional",
    "TFOpLambda, tf_op_lambda"
  })
  void namesGroupsAsKerasDoes(String className, String expected) {
    assertThat(Slot.snakeCase(className)).isEqualTo(expected);
  }
}
