package io.pneumonia.preprocess;

import io.pneumonia.tensor.TensorLayout;

/**
 * Scales resampled rows and puts them where the tensor's layout wants them. One source channel goes
 * to all channels of the tensor.
 */
final class TensorWriter implements RowSink {

  private final PreprocessSpec spec;
  private final float[][] scaled;
  private final int sourceChannels;
  private final float[] target;
  private final int offset;

  /**
   * A writer of one picture.
   *
   * @param scaled what {@link #scaledSamples} gave for the same spec
   */
  TensorWriter(
      PreprocessSpec spec, float[][] scaled, int sourceChannels, float[] target, int offset) {
    this.spec = spec;
    this.scaled = scaled;
    this.sourceChannels = sourceChannels;
    this.target = target;
    this.offset = offset;
  }

  /** Every 8-bit sample as the scaling makes it, for each channel of the tensor. */
  static float[][] scaledSamples(PreprocessSpec spec) {
    float[][] scaled = new float[spec.colorMode().channels()][256];
    for (int c = 0; c < scaled.length; c++) {
      for (int sample = 0; sample < 256; sample++) {
        scaled[c][sample] = spec.scaling().apply(sample, c);
      }
    }
    return scaled;
  }

  @Override
  public int width() {
    return spec.width();
  }

  @Override
  public int height() {
    return spec.height();
  }

  @Override
  public void row(int y, int[] samples) {
    int step = pixelStep();
    for (int c = 0; c < scaled.length; c++) {
      float[] table = scaled[c];
      int plane = sourcePlane(c);
      for (int x = 0, i = start(y, c); x < spec.width(); x++, i += step) {
        target[i] = table[samples[plane + x]];
      }
    }
  }

  @Override
  public void row(int y, float[] samples) {
    int step = pixelStep();
    Scaling scaling = spec.scaling();
    for (int c = 0; c < scaled.length; c++) {
      int plane = sourcePlane(c);
      for (int x = 0, i = start(y, c); x < spec.width(); x++, i += step) {
        target[i] = scaling.apply(samples[plane + x], c);
      }
    }
  }

  private int pixelStep() {
    return spec.layout() == TensorLayout.NHWC ? scaled.length : 1;
  }

  private int start(int y, int channel) {
    int row =
        spec.layout() == TensorLayout.NHWC
            ? y * spec.width() * scaled.length + channel
            : (channel * spec.height() + y) * spec.width();
    return offset + row;
  }

  private int sourcePlane(int channel) {
    if (sourceChannels == 1) {
      return 0;
    }
    int source = spec.colorMode() == ColorMode.BGR ? 2 - channel : channel;
    return source * spec.width();
  }
}
