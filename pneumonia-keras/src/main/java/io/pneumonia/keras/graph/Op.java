package io.pneumonia.keras.graph;

import io.pneumonia.tensor.FloatTensor;
import io.pneumonia.tensor.TensorShape;
import java.util.List;

/**
 * The operations that every Keras layer in scope is lowered to. Pictures are (batch, height, width,
 * channels); what a layer's activation adds is an operation of its own, and a layer that does
 * nothing at inference (dropout, augmentation) is absent.
 */
public sealed interface Op {

  /** The network's input; its shape is the node's. */
  record Input() implements Op {}

  /**
   * Cross-correlation: Conv2D. Output channels are split evenly over groups.
   *
   * @param kernel (height, width, input channels / groups, output channels)
   * @param bias (output channels); zeros where the layer has none
   * @param window strides, dilations, padding
   * @param groups 1 for an ordinary convolution
   */
  record Convolution(FloatTensor kernel, FloatTensor bias, Window window, int groups)
      implements Op {}

  /**
   * Each input channel with kernels of its own: DepthwiseConv2D. Output channel {@code c *
   * multiplier + m} comes from input channel {@code c}.
   *
   * @param kernel (height, width, input channels, multiplier)
   * @param bias (input channels * multiplier); zeros where the layer has none
   * @param window strides, dilations, padding
   */
  record DepthwiseConvolution(FloatTensor kernel, FloatTensor bias, Window window) implements Op {}

  /**
   * The gradient of a convolution: Conv2DTranspose. The full result has {@code (in - 1) * stride +
   * (kernel - 1) * dilation + 1} rows; {@code crop} rows and columns are taken from it, and {@code
   * extra} zero rows and columns (before the bias) are appended at the bottom and right.
   *
   * @param kernel (height, width, output channels, input channels)
   * @param bias (output channels); zeros where the layer has none
   * @param strideHeight rows between two positions in the result
   * @param strideWidth columns between two positions in the result
   * @param dilationHeight rows between two taps of the kernel
   * @param dilationWidth columns between two taps of the kernel
   * @param crop taken from the full result
   * @param extra appended to it; top and left are zero
   */
  record TransposedConvolution(
      FloatTensor kernel,
      FloatTensor bias,
      int strideHeight,
      int strideWidth,
      int dilationHeight,
      int dilationWidth,
      Padding crop,
      Padding extra)
      implements Op {}

  /**
   * {@code x * scale + shift} along the last axis: BatchNormalization at inference, Normalization,
   * Rescaling.
   *
   * @param scale (channels), or (1) for one number
   * @param shift of the same shape as scale
   */
  record ScaleShift(FloatTensor scale, FloatTensor shift) implements Op {}

  /**
   * LayerNormalization over the last axis: {@code (x - mean) / sqrt(variance + epsilon) * gamma +
   * beta}.
   *
   * @param gamma (channels); ones where the layer has none
   * @param beta (channels); zeros where the layer has none
   * @param epsilon added to the variance
   */
  record LayerNormalization(FloatTensor gamma, FloatTensor beta, float epsilon) implements Op {}

  /**
   * Matrix product over the last axis, whatever the rank: Dense.
   *
   * @param kernel (input features, output features)
   * @param bias (output features); zeros where the layer has none
   */
  record Dense(FloatTensor kernel, FloatTensor bias) implements Op {}

  /**
   * A function of each element.
   *
   * @param function which
   */
  record Activate(Activation function) implements Op {}

  /**
   * {@code x < 0 ? alpha * x : x} with a learnt slope: PReLU.
   *
   * @param alpha (height, width, channels) with ones on shared axes, or (features)
   */
  record PRelu(FloatTensor alpha) implements Op {}

  /**
   * Softmax along one axis.
   *
   * @param axis positive, the batch axis is 0
   */
  record Softmax(int axis) implements Op {}

  /**
   * Zeros around a picture: ZeroPadding2D.
   *
   * @param padding how many
   */
  record ZeroPad(Padding padding) implements Op {}

  /**
   * Rows and columns taken away: Cropping2D, CenterCrop.
   *
   * @param amount how many
   */
  record Crop(Padding amount) implements Op {}

  /**
   * The largest or the mean value under a moving window: MaxPooling2D, AveragePooling2D. Padding
   * never wins a maximum and never counts in a mean.
   *
   * @param kind maximum or mean
   * @param height rows of the window
   * @param width columns of the window
   * @param window strides and padding; dilations are 1
   */
  record Pool(PoolKind kind, int height, int width, Window window) implements Op {}

  /**
   * The largest or the mean value of each channel: GlobalMaxPooling2D, GlobalAveragePooling2D.
   *
   * @param kind maximum or mean
   * @param keepDims whether height and width stay as axes of size 1
   */
  record GlobalPool(PoolKind kind, boolean keepDims) implements Op {}

  /**
   * The same values, row-major, in another shape: Reshape, Flatten.
   *
   * @param target without the batch axis, every size known
   */
  record Reshape(TensorShape target) implements Op {}

  /**
   * Axes in another order: Permute.
   *
   * @param axes for each axis of the result after the batch, the axis of the input (1 is the first
   *     after the batch)
   */
  record Permute(List<Integer> axes) implements Op {
    /** Copies the list. */
    public Permute {
      axes = List.copyOf(axes);
    }
  }

  /**
   * Two or more values combined element by element, broadcasting axes of size 1.
   *
   * @param kind how
   */
  record Merge(MergeKind kind) implements Op {}

  /**
   * Two or more values joined along one axis: Concatenate.
   *
   * @param axis positive, the batch axis is 0
   */
  record Concatenate(int axis) implements Op {}

  /**
   * Another size by TensorFlow's rules with half-pixel centres, not antialiased: Resizing,
   * UpSampling2D.
   *
   * @param height rows of the result
   * @param width columns of the result
   * @param method how
   */
  record Resize(int height, int width, ResizeMethod method) implements Op {}

  /** What a pooling window takes. */
  enum PoolKind {
    /** The largest value. */
    MAX,
    /** The mean value. */
    AVERAGE
  }

  /** How values are combined. */
  enum MergeKind {
    /** Sum. */
    ADD,
    /** The first less the second. */
    SUBTRACT,
    /** Product. */
    MULTIPLY,
    /** Sum divided by the number of values. */
    AVERAGE,
    /** The largest. */
    MAXIMUM,
    /** The smallest. */
    MINIMUM
  }

  /** How a picture is resized inside a network. */
  enum ResizeMethod {
    /** {@code floor((i + 0.5) * in / out)}. */
    NEAREST,
    /** Half-pixel centres, edges clamped. */
    BILINEAR
  }
}
