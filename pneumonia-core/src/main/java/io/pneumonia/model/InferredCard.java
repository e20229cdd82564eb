package io.pneumonia.model;

import java.util.List;
import java.util.Objects;

/**
 * A card made from a model file's own facts, where nobody wrote one.
 *
 * @param card complete, with the notes in it
 * @param notes in sentences: what was inferred, from what, and what is only assumed
 */
public record InferredCard(ModelCard card, List<String> notes) {

  /** Copies the list. */
  public InferredCard {
    Objects.requireNonNull(card, "card");
    notes = List.copyOf(notes);
  }
}
