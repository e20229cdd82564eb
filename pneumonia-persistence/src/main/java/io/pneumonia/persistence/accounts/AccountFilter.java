package io.pneumonia.persistence.accounts;

import org.jspecify.annotations.Nullable;

/**
 * Which accounts to list.
 *
 * @param text in user name, e-mail address or names, whatever its case, or null for all
 * @param active only those that may sign in, or may not, or null for both
 * @param administrator only administrators, or only others, or null for both
 */
public record AccountFilter(
    @Nullable String text, @Nullable Boolean active, @Nullable Boolean administrator) {

  /** Every account. */
  public static final AccountFilter ALL = new AccountFilter(null, null, null);
}
