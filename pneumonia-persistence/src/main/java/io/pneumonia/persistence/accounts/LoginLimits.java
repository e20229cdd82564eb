package io.pneumonia.persistence.accounts;

import java.time.Duration;

/**
 * How many sign-ins may fail within a window of time before the rest of the window is waited out.
 * An account under attack stays open for its owner: an address from which the owner signed in
 * within the last {@link #KNOWN_FOR} is not subject to the account's limit.
 *
 * @param perAccountAndAddress failures for one account from one address
 * @param perAddress failures from one address, for whatever accounts
 * @param perAccount failures for one account, from whatever addresses
 * @param window how long failures count, from the first
 */
public record LoginLimits(
    int perAccountAndAddress, int perAddress, int perAccount, Duration window) {

  /** How long an address stays known to an account after signing in from it. */
  public static final Duration KNOWN_FOR = Duration.ofDays(30);

  /** 5, 50 (a hospital shares one address) and 30 in a quarter of an hour. */
  public static final LoginLimits DEFAULT = new LoginLimits(5, 50, 30, Duration.ofMinutes(15));

  /** Refuses limits that nobody could keep. */
  public LoginLimits {
    if (perAccountAndAddress < 1 || perAddress < 1 || perAccount < 1) {
      throw new IllegalArgumentException("login limits: expected 1 or more each");
    }
    if (window.isNegative() || window.isZero()) {
      throw new IllegalArgumentException("window: expected a positive time, found " + window);
    }
  }
}
