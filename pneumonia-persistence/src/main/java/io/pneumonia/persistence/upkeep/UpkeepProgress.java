package io.pneumonia.persistence.upkeep;

/** Is told how far a long operation is. */
public interface UpkeepProgress {

  /** Nobody looks. */
  UpkeepProgress NONE =
      new UpkeepProgress() {
        @Override
        public void begin(String task, long steps) {}

        @Override
        public void step() {}
      };

  /**
   * A part of the operation begins; the one before is over.
   *
   * @param task what is done, a few words
   * @param steps how many steps it takes
   */
  void begin(String task, long steps);

  /** One step of the part is done. */
  void step();
}
