package io.pneumonia.persistence.audit;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened, before it is part of the trail.
 *
 * @param action what
 * @param imageId the picture it happened to, or null
 * @param resultId the result it happened to, or null
 * @param subjectId the account it happened to where that is not the actor's, or null
 * @param detail what else is worth keeping, never a secret or a patient's name, or null
 */
public record AuditEvent(
    AuditAction action,
    @Nullable Long imageId,
    @Nullable Long resultId,
    @Nullable Long subjectId,
    @Nullable String detail) {

  /** Refuses a missing action. */
  public AuditEvent {
    Objects.requireNonNull(action, "action");
  }

  /**
   * Something that happened.
   *
   * @param action what
   * @return the event, without anything it happened to
   */
  public static AuditEvent of(AuditAction action) {
    return new AuditEvent(action, null, null, null, null);
  }

  /**
   * The same about a picture.
   *
   * @param image the picture's id
   * @return the new event
   */
  public AuditEvent onImage(long image) {
    return new AuditEvent(action, image, resultId, subjectId, detail);
  }

  /**
   * The same, to a result.
   *
   * @param image the picture's id
   * @param result the result's id
   * @return the new event
   */
  public AuditEvent onResult(long image, long result) {
    return new AuditEvent(action, image, result, subjectId, detail);
  }

  /**
   * The same, to an account.
   *
   * @param user the account's id
   * @return the new event
   */
  public AuditEvent onUser(long user) {
    return new AuditEvent(action, imageId, resultId, user, detail);
  }

  /**
   * The same, with more to tell.
   *
   * @param text never a secret or a patient's name
   * @return the new event
   */
  public AuditEvent with(String text) {
    return new AuditEvent(action, imageId, resultId, subjectId, text);
  }
}
