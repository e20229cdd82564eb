package io.pneumonia.persistence.encryption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.RecordsUnavailable;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EncryptionKeysTest {

  private static final String ONE =
      "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
  private static final String OTHER =
      "f0e1d2c3b4a5968778695a4b3c2d1e0ff0e1d2c3b4a5968778695a4b3c2d1e0f";
  private static final int SEGMENT = 64 << 10;

  private final EncryptionKeys keys = EncryptionKeys.parse(ONE);

  private static byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    new Random(count).nextBytes(bytes);
    return bytes;
  }

  private static byte[] seal(EncryptionKeys keys, byte[] plain, String name) throws IOException {
    try (InputStream in = keys.sealer(name).seal(new ByteArrayInputStream(plain), plain.length)) {
      return in.readAllBytes();
    }
  }

  private static byte[] open(EncryptionKeys keys, byte[] stored, String name) throws IOException {
    try (InputStream in = keys.open(new ByteArrayInputStream(stored), name)) {
      return in.readAllBytes();
    }
  }

  private static void assertRefused(
      EncryptionKeys keys, byte[] stored, String name, ErrorCode code) {
    RecordsUnavailable error =
        catchThrowableOfType(RecordsUnavailable.class, () -> open(keys, stored, name));
    assertThat(error).isNotNull();
    assertThat(error.code()).isEqualTo(code);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 1000, SEGMENT - 1, SEGMENT, SEGMENT + 1, 3 * SEGMENT, 300_000})
  void givesBackWhatWasEncrypted(int count) throws IOException {
    byte[] plain = bytes(count);

    byte[] sealed = seal(keys, plain, "a");

    assertThat((long) sealed.length).isEqualTo(EncryptionKeys.sealedSize(count));
    assertThat(EncryptionKeys.keyOf(sealed)).contains(keys.ids().get(0));
    assertThat(open(keys, sealed, "a")).isEqualTo(plain);
  }

  /** The form on the disk is written down in the decision; this reads it by that alone. */
  @Test
  void writesTheFormThatIsDocumented() throws Exception {
    byte[] sealed = seal(keys, "a picture".getBytes(StandardCharsets.US_ASCII), "media:x");
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(HexFormat.of().parseHex(ONE), "HmacSHA256"));
    mac.update(new byte[] {0, 0, 0, 1});
    mac.update("pneumonia object".getBytes(StandardCharsets.US_ASCII));
    mac.update((byte) 0);
    mac.update(sealed, 12, 16);
    mac.update(new byte[] {0, 0, 1, 0});
    Cipher gcm = Cipher.getInstance("AES/GCM/NoPadding");
    byte[] nonce = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};
    gcm.init(
        Cipher.DECRYPT_MODE,
        new SecretKeySpec(mac.doFinal(), "AES"),
        new GCMParameterSpec(128, nonce));
    gcm.updateAAD(sealed, 0, 28);
    gcm.updateAAD("media:x".getBytes(StandardCharsets.US_ASCII));

    assertThat(new String(gcm.doFinal(sealed, 28, sealed.length - 28), StandardCharsets.US_ASCII))
        .isEqualTo("a picture");
    assertThat(new String(sealed, 0, 4, StandardCharsets.US_ASCII)).isEqualTo("PNE1");
  }

  @Test
  void encryptsTheSameDifferentlyEachTime() throws IOException {
    assertThat(seal(keys, bytes(100), "a")).isNotEqualTo(seal(keys, bytes(100), "a"));
  }

  @Test
  void encryptsOneObjectAlikeHoweverOftenItIsSent() throws IOException {
    EncryptionKeys.Sealer sealer = keys.sealer("a");
    byte[] plain = bytes(100_000);
    try (InputStream first = sealer.seal(new ByteArrayInputStream(plain), plain.length);
        InputStream second = sealer.seal(new ByteArrayInputStream(plain), plain.length)) {
      assertThat(first.readAllBytes()).isEqualTo(second.readAllBytes());
    }
  }

  @Test
  void refusesAnotherObjectsBytes() throws IOException {
    assertRefused(keys, seal(keys, bytes(10), "a"), "b", ErrorCode.MEDIA_ALTERED);
  }

  @Test
  void refusesEveryAlteredByte() throws IOException {
    byte[] sealed = seal(keys, bytes(20), "a");
    for (int i = 12; i < sealed.length; i++) {
      byte[] altered = sealed.clone();
      altered[i] ^= 1;
      assertRefused(keys, altered, "a", ErrorCode.MEDIA_ALTERED);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 16, SEGMENT, SEGMENT + 16, 2 * SEGMENT})
  void refusesWhatWasCutOff(int missing) throws IOException {
    byte[] sealed = seal(keys, bytes(3 * SEGMENT), "a");

    assertRefused(
        keys, Arrays.copyOf(sealed, sealed.length - missing), "a", ErrorCode.MEDIA_ALTERED);
    assertRefused(keys, Arrays.copyOf(sealed, 20), "a", ErrorCode.MEDIA_ALTERED);
    assertRefused(keys, Arrays.copyOf(sealed, sealed.length + 1), "a", ErrorCode.MEDIA_ALTERED);
  }

  @Test
  void refusesSegmentsInAnotherOrder() throws IOException {
    byte[] sealed = seal(keys, bytes(3 * SEGMENT), "a");
    int length = SEGMENT + 16;
    byte[] swapped = sealed.clone();
    System.arraycopy(sealed, 28, swapped, 28 + length, length);
    System.arraycopy(sealed, 28 + length, swapped, 28, length);

    assertRefused(keys, swapped, "a", ErrorCode.MEDIA_ALTERED);
  }

  @Test
  void decryptsWithEveryKeyAndEncryptsWithTheFirst() throws IOException {
    EncryptionKeys rotated = EncryptionKeys.parse(OTHER + "\n" + ONE + "\n");
    byte[] old = seal(keys, bytes(10), "a");
    byte[] fresh = seal(rotated, bytes(10), "a");

    assertThat(open(rotated, old, "a")).isEqualTo(bytes(10));
    assertThat(EncryptionKeys.keyOf(fresh)).contains(rotated.ids().get(0));
    assertRefused(keys, fresh, "a", ErrorCode.ENCRYPTION_KEY_WRONG);
    assertRefused(EncryptionKeys.NONE, fresh, "a", ErrorCode.ENCRYPTION_KEY_WRONG);
  }

  @Test
  void passesPlainBytesThrough() throws IOException {
    for (int count : new int[] {0, 3, 27, 28, 100_000}) {
      assertThat(open(keys, bytes(count), "a")).isEqualTo(bytes(count));
      assertThat(EncryptionKeys.keyOf(bytes(count))).isEmpty();
    }
  }

  @Test
  void sealsTextsAndRefusesPlainOnesInTheirPlace() {
    String sealed = keys.sealText("Zoë \uD83E\uDE7B", "a");

    assertThat(sealed).isBase64();
    assertThat(keys.openText(sealed, "a")).isEqualTo("Zoë \uD83E\uDE7B");
    for (String other : new String[] {"", "Zoë", "UE5FMQ==", "cGxhaW4="}) {
      assertThatThrownBy(() -> keys.openText(other, "a")).isInstanceOf(RecordsUnavailable.class);
    }
    assertThatThrownBy(() -> keys.openText(sealed, "b")).isInstanceOf(RecordsUnavailable.class);
  }

  @Test
  void refusesKeysThatCannotBeMeantWithoutShowingThem() {
    for (String text :
        new String[] {"secret", ONE + "00", ONE.substring(2), "0".repeat(64), ONE + "," + ONE}) {
      assertThatThrownBy(() -> EncryptionKeys.parse(text))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageNotContaining(text);
    }
    assertThat(EncryptionKeys.parse(" \n")).isEqualTo(EncryptionKeys.NONE);
    assertThat(keys.toString()).doesNotContain(ONE.substring(0, 16));
  }
}
