package io.pneumonia.evaluation;

/**
 * What the model's input gate says of the pictures that were scored; they were, whatever it says.
 *
 * @param normal of the pictures labelled NORMAL
 * @param pneumonia of the pictures labelled PNEUMONIA
 */
public record GateTable(Counts normal, Counts pneumonia) {

  /**
   * The pictures of one class.
   *
   * @param accepted how many it accepts
   * @param doubtful how many it doubts
   * @param refused how many it refuses
   */
  public record Counts(int accepted, int doubtful, int refused) {

    /**
     * All of them.
     *
     * @return how many
     */
    public int total() {
      return accepted + doubtful + refused;
    }
  }

  /**
   * Pictures that were scored although the gate refuses them.
   *
   * @return how many
   */
  public int refused() {
    return normal.refused() + pneumonia.refused();
  }
}
