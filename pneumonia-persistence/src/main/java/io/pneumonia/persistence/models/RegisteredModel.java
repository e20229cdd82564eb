package io.pneumonia.persistence.models;

import io.pneumonia.model.ModelId;
import io.pneumonia.persistence.request.Actor;
import java.time.Instant;

/**
 * A model that can be put in force.
 *
 * @param id its row
 * @param model name, version and digest
 * @param location which of its files, or which folder of them, is the model
 * @param registeredAt when it was registered
 * @param registeredBy the user name of who did it
 */
public record RegisteredModel(
    long id, ModelId model, String location, Instant registeredAt, String registeredBy) {

  /**
   * Whether a server registered it when it started, because it was the configured one.
   *
   * @return false where an administrator did
   */
  public boolean isAutomatic() {
    return registeredBy.equals(Actor.SYSTEM.username());
  }
}
