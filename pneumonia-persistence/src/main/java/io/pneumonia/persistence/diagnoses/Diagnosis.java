package io.pneumonia.persistence.diagnoses;

/**
 * A picture with its result. There is never one without the other.
 *
 * @param image the picture
 * @param result what was found on it
 * @param owner the user name of whose they are
 */
public record Diagnosis(StoredImage image, StoredResult result, String owner) {}
