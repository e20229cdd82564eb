package io.pneumonia.persistence.diagnoses;

import io.pneumonia.gate.GateVerdict;
import org.jspecify.annotations.Nullable;

/**
 * What the input gate said of a picture, as it is recorded.
 *
 * @param level whether the picture is of the kind that the model was made for
 * @param distance of its features from those of the training pictures, or null where they were not
 *     measured
 * @param sentence what speaks against it, in words; empty where it is accepted
 */
public record StoredVerdict(GateVerdict.Level level, @Nullable Double distance, String sentence) {}
