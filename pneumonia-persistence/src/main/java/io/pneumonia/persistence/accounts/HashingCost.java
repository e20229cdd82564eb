package io.pneumonia.persistence.accounts;

/**
 * What one guess at a password costs (Argon2id). It is stored with every hash; a hash made at a
 * lower cost is made again at the next sign-in.
 *
 * @param memoryKib memory in KiB, 8 or more for each lane
 * @param iterations passes over the memory, 1 or more
 * @param lanes 1 or more
 */
public record HashingCost(int memoryKib, int iterations, int lanes) {

  /** 19 MiB, two passes, one lane: the first choice of OWASP's password storage cheat sheet. */
  public static final HashingCost DEFAULT = new HashingCost(19_456, 2, 1);

  /** Refuses what Argon2 does not allow. */
  public HashingCost {
    if (iterations < 1 || lanes < 1 || memoryKib < 8 * lanes) {
      throw new IllegalArgumentException(
          "hashing cost: expected 1 or more passes and lanes and 8 KiB a lane, found "
              + memoryKib
              + " KiB, "
              + iterations
              + " passes, "
              + lanes
              + " lanes");
    }
  }
}
