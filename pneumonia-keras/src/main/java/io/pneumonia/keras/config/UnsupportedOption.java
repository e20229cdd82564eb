package io.pneumonia.keras.config;

/**
 * A layer, or one of its options, is out of scope. Collected over a whole network, so that its
 * owner learns of all of them at once; never leaves this module.
 */
public final class UnsupportedOption extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates the signal.
   *
   * @param reason what is not supported, in a few words
   */
  public UnsupportedOption(String reason) {
    super(reason, null, false, false);
  }
}
