package io.pneumonia.persistence.models;

import io.pneumonia.model.ModelId;
import java.time.Instant;

/**
 * A model that can be put in force.
 *
 * @param id its row
 * @param model name, version and digest
 * @param location where its file lies, as whoever registered it names it
 * @param registeredAt when it was registered
 * @param registeredBy the user name of who did it
 */
public record RegisteredModel(
    long id, ModelId model, String location, Instant registeredAt, String registeredBy) {}
