package io.pneumonia.persistence.audit;

import io.pneumonia.error.RequestRejected;
import io.pneumonia.persistence.request.FieldCheck;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Which entries to list.
 *
 * @param userId of this account only, or null for all that may be seen
 * @param action of this kind only, or null for all
 * @param from on this day or later, UTC, or null
 * @param to on this day or earlier, UTC, or null
 */
public record AuditFilter(
    @Nullable Long userId,
    @Nullable AuditAction action,
    @Nullable LocalDate from,
    @Nullable LocalDate to) {

  /** Everything that may be seen. */
  public static final AuditFilter ALL = new AuditFilter(null, null, null, null);

  /**
   * Checks.
   *
   * @throws RequestRejected {@code FIELD_INVALID} for days that cannot be meant
   */
  public AuditFilter {
    FieldCheck check = new FieldCheck();
    check.requireDay(from, "date_from");
    check.requireDay(to, "date_to");
    check.done();
  }

  /**
   * The same for one account.
   *
   * @param id the account
   * @return the new filter
   */
  public AuditFilter ofUser(long id) {
    return new AuditFilter(id, action, from, to);
  }

  /**
   * The same for one kind of action.
   *
   * @param kind the kind
   * @return the new filter
   */
  public AuditFilter of(AuditAction kind) {
    return new AuditFilter(userId, kind, from, to);
  }

  /**
   * The same for whole days, UTC, both included.
   *
   * @param first the first day, or null for no beginning
   * @param last the last day, or null for no end
   * @return the new filter
   */
  public AuditFilter between(@Nullable LocalDate first, @Nullable LocalDate last) {
    return new AuditFilter(userId, action, first, last);
  }
}
