package io.pneumonia.keras.testing;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;

/** A test that reports itself as skipped; a factory that is aborted is not reported at all. */
final class Skipped {

  private Skipped() {}

  static DynamicTest because(String reason) {
    return DynamicTest.dynamicTest("skipped: " + reason, () -> Assumptions.abort(reason));
  }
}
