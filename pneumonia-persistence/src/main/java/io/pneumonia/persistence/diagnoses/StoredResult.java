package io.pneumonia.persistence.diagnoses;

import io.pneumonia.StageTimings;
import io.pneumonia.decision.Decision;
import io.pneumonia.model.ModelId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A result as it is recorded, with everything it rests on.
 *
 * @param id never used again
 * @param decision finding, score, threshold and confidence
 * @param model which model
 * @param backend which backend ran it
 * @param decodeDenominator 1 where every pixel was decoded; 2, 4 or 8 where fast mode decoded the
 *     picture to a half, a quarter or an eighth of its size
 * @param timings how long each stage took, to the nanosecond
 * @param gateVerdict what the input gate said, or null if there was none
 * @param inputSha256 of the bytes that were looked at
 * @param createdAt when it was recorded
 */
public record StoredResult(
    long id,
    Decision decision,
    ModelId model,
    String backend,
    int decodeDenominator,
    StageTimings timings,
    @Nullable StoredVerdict gateVerdict,
    String inputSha256,
    Instant createdAt) {}
