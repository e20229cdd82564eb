package io.pneumonia.image;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;

/**
 * Decoded pixels, 8 bits a sample: one channel where the file is grey, three (red, green, blue)
 * otherwise. Rows from the top, samples interleaved.
 */
public final class PixelImage {

  private final int width;
  private final int height;
  private final int channels;
  private final byte[] samples;

  private PixelImage(int width, int height, int channels, byte[] samples) {
    this.width = width;
    this.height = height;
    this.channels = channels;
    this.samples = samples;
  }

  /**
   * An image of copied samples.
   *
   * @param width in pixels, positive
   * @param height in pixels, positive
   * @param channels 1 (grey) or 3 (red, green, blue)
   * @param samples {@code width * height * channels} unsigned bytes
   * @return the image
   * @throws IllegalArgumentException if a number is out of range or the count does not fit
   */
  public static PixelImage of(int width, int height, int channels, byte[] samples) {
    PixelImage image = adopt(width, height, channels, samples.clone());
    if (samples.length != image.size()) {
      throw new IllegalArgumentException(
          "samples: expected " + image.size() + ", found " + samples.length);
    }
    return image;
  }

  /**
   * Takes the array over without a copy; for the decoder, which made it. It may be longer than the
   * picture.
   */
  static PixelImage adopt(int width, int height, int channels, byte[] samples) {
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException(
          "image size: expected positive, found " + width + "x" + height);
    }
    if (channels != 1 && channels != 3) {
      throw new IllegalArgumentException("channels: expected 1 or 3, found " + channels);
    }
    if (samples.length < (long) width * height * channels) {
      throw new IllegalArgumentException(
          "samples: expected " + (long) width * height * channels + ", found " + samples.length);
    }
    return new PixelImage(width, height, channels, samples);
  }

  /**
   * The width.
   *
   * @return in pixels
   */
  public int width() {
    return width;
  }

  /**
   * The height.
   *
   * @return in pixels
   */
  public int height() {
    return height;
  }

  /**
   * The number of channels.
   *
   * @return 1 or 3
   */
  public int channels() {
    return channels;
  }

  /**
   * Whether red, green and blue are known to be equal everywhere because the file has one channel.
   *
   * @return true for one channel
   */
  public boolean isGrey() {
    return channels == 1;
  }

  /**
   * One sample.
   *
   * @param x column from 0
   * @param y row from 0
   * @param channel from 0
   * @return 0 to 255
   * @throws IndexOutOfBoundsException if there is no such sample
   */
  public int sample(int x, int y, int channel) {
    Objects.checkIndex(x, width);
    Objects.checkIndex(channel, channels);
    return samples[(y * width + x) * channels + channel] & 0xFF;
  }

  /**
   * Copies a row of samples.
   *
   * @param y row from 0
   * @param target receives {@code width * channels} unsigned bytes
   * @param offset where in the target
   * @throws IndexOutOfBoundsException if there is no such row, or no room for it
   */
  public void copyRow(int y, byte[] target, int offset) {
    copyRow(y, 0, width, target, offset);
  }

  /**
   * Copies the samples of some pixels of a row.
   *
   * @param y row from 0
   * @param x the first pixel's column from 0
   * @param pixels how many
   * @param target receives {@code pixels * channels} unsigned bytes
   * @param offset where in the target
   * @throws IndexOutOfBoundsException if there is no such row or pixel, or no room for them
   */
  public void copyRow(int y, int x, int pixels, byte[] target, int offset) {
    Objects.checkIndex(y, height);
    Objects.checkFromIndexSize(x, pixels, width);
    System.arraycopy(samples, (y * width + x) * channels, target, offset, pixels * channels);
  }

  /** The array itself, which may be longer than the picture; for the decoder, which made it. */
  byte[] samples() {
    return samples;
  }

  /**
   * The samples as an array of the caller's own.
   *
   * @return a copy, interleaved
   */
  public byte[] toArray() {
    return Arrays.copyOf(samples, size());
  }

  private int size() {
    return width * height * channels;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PixelImage image
        && width == image.width
        && height == image.height
        && channels == image.channels
        && Arrays.equals(samples, 0, size(), image.samples, 0, size());
  }

  @Override
  public int hashCode() {
    return ByteBuffer.wrap(samples, 0, size()).hashCode() * 31 + width;
  }

  @Override
  public String toString() {
    return width + "x" + height + (isGrey() ? " grey" : " RGB");
  }
}
