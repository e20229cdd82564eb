package io.pneumonia.persistence.models;

import java.time.Instant;

/**
 * A model's coming into force. It ends where the next one begins.
 *
 * @param model the model
 * @param activatedAt from when
 * @param activatedBy the user name of who did it
 */
public record ModelActivation(RegisteredModel model, Instant activatedAt, String activatedBy) {}
