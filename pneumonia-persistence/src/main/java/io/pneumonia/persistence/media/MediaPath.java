package io.pneumonia.persistence.media;

import io.pneumonia.image.ImageFormat;
import java.security.SecureRandom;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The name of a stored picture: the day it came and 128 random bits. Nothing that a person sent is
 * in it, and nothing else than such a name is ever looked up.
 *
 * @param value like {@code xray_images/2026/11/25/0123456789abcdef0123456789abcdef.jpg}
 */
public record MediaPath(String value) {

  /** Where all pictures lie. */
  public static final String FOLDER = "xray_images";

  private static final Pattern FORM =
      Pattern.compile(FOLDER + "/\\d{4}/\\d{2}/\\d{2}/[0-9a-f]{32}\\.(jpg|png)");
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("uuuu/MM/dd", Locale.ROOT);

  /** Refuses every other form. */
  public MediaPath {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "media path: expected xray_images/YYYY/MM/DD/<32 hexadecimal digits>.jpg or .png");
    }
  }

  /**
   * A name that nobody had before and nobody can guess.
   *
   * @param day when the picture came, UTC
   * @param format of its bytes
   * @param random cryptographically strong
   * @return the name
   */
  public static MediaPath fresh(LocalDate day, ImageFormat format, SecureRandom random) {
    byte[] bits = new byte[16];
    random.nextBytes(bits);
    String extension = format == ImageFormat.JPEG ? "jpg" : "png";
    return new MediaPath(
        FOLDER + "/" + DAY.format(day) + "/" + HexFormat.of().formatHex(bits) + "." + extension);
  }

  /**
   * Reads a name that came from outside.
   *
   * @param text anything
   * @return the name, or empty if it has another form
   */
  public static Optional<MediaPath> parse(String text) {
    return FORM.matcher(text).matches() ? Optional.of(new MediaPath(text)) : Optional.empty();
  }

  /**
   * The content type to serve the picture with.
   *
   * @return {@code image/jpeg} or {@code image/png}
   */
  public String contentType() {
    return value.endsWith(".png") ? "image/png" : "image/jpeg";
  }

  /** The name. */
  @Override
  public String toString() {
    return value;
  }
}
