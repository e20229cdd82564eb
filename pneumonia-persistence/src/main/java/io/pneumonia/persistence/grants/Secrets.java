package io.pneumonia.persistence.grants;

import io.pneumonia.persistence.database.Sha256;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** Secrets of 160 random bits. They cannot be guessed, so one round of SHA-256 hides them. */
final class Secrets {

  private static final Pattern FORM = Pattern.compile("[0-9a-f]{40}");

  private final SecureRandom random = new SecureRandom();

  String fresh() {
    byte[] bits = new byte[20];
    random.nextBytes(bits);
    return HexFormat.of().formatHex(bits);
  }

  static boolean isSecret(String text) {
    return FORM.matcher(text).matches();
  }

  static String digest(String secret) {
    return Sha256.of(secret);
  }
}
