package io.pneumonia.preprocess;

/** The channels that a network is fed with. */
public enum ColorMode {
  /** Red, green, blue; a grey picture is replicated. */
  RGB(3),
  /** Blue, green, red, as OpenCV reads files; a grey picture is replicated. */
  BGR(3),
  /** One channel; colour is reduced as Pillow's {@code convert("L")} does, before resizing. */
  GREY(1),
  /** Reduced to grey as {@link #GREY}, then replicated to three equal channels. */
  GREY_REPLICATED(3);

  private final int channels;

  ColorMode(int channels) {
    this.channels = channels;
  }

  /**
   * The number of channels of the tensor.
   *
   * @return 1 or 3
   */
  public int channels() {
    return channels;
  }
}
