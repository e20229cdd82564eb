package io.pneumonia.persistence.accounts;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** The hashes of Django's default hasher: {@code pbkdf2_sha256$iterations$salt$base64}. */
final class DjangoHash {

  private static final Pattern FORM =
      Pattern.compile("pbkdf2_sha256\\$([1-9]\\d{0,7})\\$([^$]+)\\$([A-Za-z0-9+/]{43}=)");
  private static final int HASH_BITS = 256;

  private DjangoHash() {}

  static boolean isOne(String stored) {
    return FORM.matcher(stored).matches();
  }

  /**
   * A hash of Django's as it is kept here: PBKDF2 with SHA-256 as it is, Argon2 without the name in
   * front. Nothing for what no password is of, or what another function made.
   */
  static Optional<String> kept(String django) {
    if (django.startsWith("argon2$argon2")) {
      return Optional.of(django.substring("argon2".length()));
    }
    return isOne(django) ? Optional.of(django) : Optional.empty();
  }

  static boolean verify(Password password, String stored) {
    Matcher parts = FORM.matcher(stored);
    if (!parts.matches() || password.value().isEmpty()) {
      return false;
    }
    PBEKeySpec spec =
        new PBEKeySpec(
            password.value().toCharArray(),
            parts.group(2).getBytes(StandardCharsets.UTF_8),
            Integer.parseInt(parts.group(1)),
            HASH_BITS);
    try {
      byte[] found =
          SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec).getEncoded();
      return MessageDigest.isEqual(found, Base64.getDecoder().decode(parts.group(3)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has PBKDF2 with SHA-256", e);
    } finally {
      spec.clearPassword();
    }
  }
}
