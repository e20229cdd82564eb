package io.pneumonia.persistence.diagnoses;

import io.pneumonia.image.ImageFormat;
import io.pneumonia.persistence.media.MediaPath;
import java.time.Instant;

/**
 * A picture as it is recorded.
 *
 * @param id never used again
 * @param userId whose it is
 * @param fileName as whoever sent it called it: data, never a path
 * @param media where its bytes lie
 * @param sha256 of its bytes, 64 lower-case hexadecimal digits
 * @param bytes the size of the file
 * @param width in pixels
 * @param height in pixels
 * @param format of the bytes
 * @param patient what was written beside it
 * @param uploadedAt when it came
 */
public record StoredImage(
    long id,
    long userId,
    String fileName,
    MediaPath media,
    String sha256,
    long bytes,
    int width,
    int height,
    ImageFormat format,
    Patient patient,
    Instant uploadedAt) {}
