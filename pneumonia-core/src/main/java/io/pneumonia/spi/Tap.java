package io.pneumonia.spi;

import java.util.Set;

/** A value inside a network that can be had beside its output. */
public enum Tap {
  /** The input of the last dense layer (penultimate features): (batch, features). */
  FEATURES,
  /**
   * The last picture, (batch, height, width, channels) whatever order the backend works in, that
   * the output depends on only through its mean over height and width: what comes after the mean is
   * dense layers, softmax and what is elementwise.
   */
  FEATURE_MAP;

  /**
   * Refuses taps that are not there.
   *
   * @param wanted the taps that were asked for
   * @param available the taps that there are
   * @param model what to call the network in the message
   * @throws IllegalArgumentException naming both
   */
  public static void requireAvailable(Set<Tap> wanted, Set<Tap> available, String model) {
    if (!available.containsAll(wanted)) {
      throw new IllegalArgumentException(
          model + ", taps: expected some of " + available + ", found " + wanted);
    }
  }
}
