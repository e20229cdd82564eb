package io.pneumonia.evaluation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of the findings when the same pictures come a little different.
 *
 * @param normal how many NORMAL pictures were altered
 * @param pneumonia how many PNEUMONIA pictures were altered
 * @param sampled whether they are a random sample of the pictures
 * @param clean the same pictures as they are
 * @param rows one for each {@link Alteration}
 */
public record RobustnessTable(
    int normal, int pneumonia, boolean sampled, Row clean, List<Row> rows) {

  /** Copies the list. */
  public RobustnessTable {
    rows = List.copyOf(rows);
  }

  /**
   * The figures under one alteration, at the threshold in force, of the altered pictures that were
   * scored; null where not defined.
   *
   * @param label what was done
   * @param sensitivity of the altered pictures
   * @param specificity of the altered pictures
   * @param balancedAccuracy of the altered pictures
   * @param auroc of the altered pictures
   * @param toPneumonia findings that change from NORMAL to PNEUMONIA
   * @param toNormal findings that change from PNEUMONIA to NORMAL
   * @param refused altered pictures that were not scored
   * @param refusedByGate altered pictures that were scored although the model's input gate refuses
   *     them
   * @param meanChange the mean absolute change of the score, or null where there is no picture
   */
  public record Row(
      String label,
      @Nullable Double sensitivity,
      @Nullable Double specificity,
      @Nullable Double balancedAccuracy,
      @Nullable Double auroc,
      int toPneumonia,
      int toNormal,
      int refused,
      int refusedByGate,
      @Nullable Double meanChange) {}
}
