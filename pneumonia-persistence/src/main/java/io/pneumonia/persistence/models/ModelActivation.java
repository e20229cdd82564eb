package io.pneumonia.persistence.models;

import io.pneumonia.persistence.request.Actor;
import java.time.Instant;

/**
 * A model's coming into force. It ends where the next one begins.
 *
 * @param model the model
 * @param activatedAt from when
 * @param activatedBy the user name of who did it
 */
public record ModelActivation(RegisteredModel model, Instant activatedAt, String activatedBy) {

  /**
   * Whether nobody chose the model: it was the configured one when a server started.
   *
   * @return false where an administrator put it in force
   */
  public boolean isAutomatic() {
    return activatedBy.equals(Actor.SYSTEM.username());
  }
}
