package io.pneumonia.persistence.diagnoses;

/**
 * How many results somebody has.
 *
 * @param total all of them
 * @param normal with this finding
 * @param pneumonia with this finding
 * @param thisMonth recorded in the present month, UTC
 */
public record DiagnosisCounts(long total, long normal, long pneumonia, long thisMonth) {}
