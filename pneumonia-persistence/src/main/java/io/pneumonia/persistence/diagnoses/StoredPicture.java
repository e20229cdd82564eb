package io.pneumonia.persistence.diagnoses;

import java.io.InputStream;

/**
 * A picture's bytes, ready to be served.
 *
 * @param image what is recorded about it; its path says the content type
 * @param content all bytes, to be closed by the caller
 */
public record StoredPicture(StoredImage image, InputStream content) {}
