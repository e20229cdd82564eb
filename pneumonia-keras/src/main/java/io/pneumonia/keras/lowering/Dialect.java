package io.pneumonia.keras.lowering;

/** What differs in meaning between the major versions of Keras. */
enum Dialect {
  /** Keras 2, and whatever came before. */
  KERAS_2,
  /** Keras 3. */
  KERAS_3;

  static Dialect of(String version) {
    int dot = version.indexOf('.');
    String major = dot < 0 ? version : version.substring(0, dot);
    boolean old = major.equals("0") || major.equals("1") || major.equals("2");
    return old ? KERAS_2 : KERAS_3;
  }
}
