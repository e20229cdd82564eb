package io.pneumonia.persistence.encryption;

import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.RecordsUnavailable;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The keys of an installation: the first encrypts, all decrypt. What is encrypted is bound to its
 * name, so that nothing can be put in another's place; what is plain is passed through.
 */
public final class EncryptionKeys {

  /** No keys: nothing is encrypted. */
  public static final EncryptionKeys NONE = new EncryptionKeys(List.of());

  /** What a list of keys looks like, for messages. */
  public static final String FORM =
      "keys of 64 random hexadecimal digits (openssl rand -hex 32), comma separated or one a line";

  private static final Pattern SEPARATOR = Pattern.compile("[,\\s]+");
  private static final Pattern KEY = Pattern.compile("[0-9a-fA-F]{64}");
  private static final int MIN_DISTINCT = 8;

  private final List<EncryptionKey> keys;

  private EncryptionKeys(List<EncryptionKey> keys) {
    this.keys = keys;
  }

  /**
   * Reads keys.
   *
   * @param text {@link #FORM}; empty for none
   * @return the keys
   * @throws IllegalArgumentException if it is anything else; the message holds none of it
   */
  public static EncryptionKeys parse(String text) {
    List<EncryptionKey> keys = new ArrayList<>();
    for (String part : SEPARATOR.split(text.strip(), -1)) {
      if (!part.isEmpty()) {
        keys.add(key(part));
      }
    }
    if (keys.stream().map(EncryptionKey::id).distinct().count() < keys.size()) {
      throw new IllegalArgumentException("encryption key: expected each key once, found one twice");
    }
    return keys.isEmpty() ? NONE : new EncryptionKeys(List.copyOf(keys));
  }

  private static EncryptionKey key(String text) {
    if (!KEY.matcher(text).matches() || text.chars().distinct().count() < MIN_DISTINCT) {
      throw new IllegalArgumentException("encryption key: expected " + FORM + ", found others");
    }
    return new EncryptionKey(HexFormat.of().parseHex(text));
  }

  /**
   * Whether there are any.
   *
   * @return false for {@link #NONE}
   */
  public boolean encrypt() {
    return !keys.isEmpty();
  }

  /**
   * The ids of the keys, which say nothing of them.
   *
   * @return 16 lower-case hexadecimal digits each, that of the key that encrypts first
   */
  public List<String> ids() {
    return keys.stream().map(EncryptionKey::id).toList();
  }

  /**
   * Bytes about to be encrypted with the first key, again and again alike: a store that has to send
   * them twice sends the same.
   */
  public static final class Sealer {

    private final EncryptionKey key;
    private final Header header;
    private final String name;

    private Sealer(EncryptionKey key, String name) {
      this.key = key;
      this.header = Header.fresh(key.id());
      this.name = name;
    }

    /**
     * Encrypts.
     *
     * @param plain the bytes, the same each time
     * @param size how many
     * @return {@link #sealedSize} bytes; closing it closes the plain ones
     */
    public InputStream seal(InputStream plain, long size) {
      return new SealingInputStream(
          plain, size, header, new Segments(key.ofObject(header.salt()), header.associated(name)));
    }
  }

  /**
   * How many bytes so many become when they are encrypted.
   *
   * @param size of the plain bytes
   * @return size of the encrypted ones
   */
  public static long sealedSize(long size) {
    return SealingInputStream.sealedSize(size);
  }

  /**
   * Prepares to encrypt one object.
   *
   * @param name what it is called; it opens under this name only
   * @return encrypts this object and no other
   */
  public Sealer sealer(String name) {
    return new Sealer(keys.get(0), name);
  }

  /**
   * Which key bytes were encrypted with.
   *
   * @param stored all of them, or their first {@value Header#BYTES}
   * @return the key's id, or empty if they are plain
   */
  public static Optional<String> keyOf(byte[] stored) {
    return stored.length >= Header.BYTES && Header.begins(stored)
        ? Optional.of(Header.read(stored).keyId())
        : Optional.empty();
  }

  /**
   * Decrypts. Bytes that are plain come out as they are.
   *
   * @param stored encrypted or plain bytes
   * @param name what the object is called
   * @return the plain bytes; closing them closes the stored ones
   * @throws IOException if they cannot be read
   * @throws RecordsUnavailable {@code ENCRYPTION_KEY_WRONG} if the key is not among these; {@code
   *     MEDIA_ALTERED}, here or while they are read, if they are not what was encrypted
   */
  public InputStream open(InputStream stored, String name) throws IOException {
    return open(stored, Integer.MAX_VALUE, name);
  }

  private InputStream open(InputStream stored, int most, String name) throws IOException {
    byte[] start = stored.readNBytes(Header.BYTES);
    if (!Header.begins(start)) {
      return new SequenceInputStream(new ByteArrayInputStream(start), stored);
    }
    if (start.length < Header.BYTES) {
      throw OpeningInputStream.altered(name);
    }
    Header header = Header.read(start);
    EncryptionKey key = require(header.keyId(), name);
    return new OpeningInputStream(
        stored, most, new Segments(key.ofObject(header.salt()), header.associated(name)), name);
  }

  /**
   * Encrypts a text with the first key.
   *
   * @param text any
   * @param name what it is called; it opens under this name only
   * @return Base64
   */
  public String sealText(String text, String name) {
    byte[] plain = text.getBytes(StandardCharsets.UTF_8);
    try (InputStream in = sealer(name).seal(new ByteArrayInputStream(plain), plain.length)) {
      return Base64.getEncoder().encodeToString(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Decrypts what {@link #sealText} made.
   *
   * @param sealed Base64
   * @param name what the text is called
   * @return the text
   * @throws RecordsUnavailable {@code ENCRYPTION_KEY_WRONG} or {@code MEDIA_ALTERED}
   */
  public String openText(String sealed, String name) {
    byte[] stored = decode(sealed, name);
    if (keyOf(stored).isEmpty()) {
      throw OpeningInputStream.altered(name);
    }
    try (InputStream in = open(new ByteArrayInputStream(stored), stored.length, name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] decode(String sealed, String name) {
    try {
      return Base64.getDecoder().decode(sealed);
    } catch (IllegalArgumentException e) {
      throw OpeningInputStream.altered(name);
    }
  }

  /**
   * Says whether a key is among these.
   *
   * @param id which
   * @param what is encrypted with it, for the message
   * @throws RecordsUnavailable {@code ENCRYPTION_KEY_WRONG} if not
   */
  public void requireKey(String id, String what) {
    require(id, what);
  }

  private EncryptionKey require(String id, String what) {
    return keys.stream()
        .filter(key -> key.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new RecordsUnavailable(
                    ErrorCode.ENCRYPTION_KEY_WRONG,
                    "%s: encrypted with the key %s; expected that key in encryption-key, found %s"
                        .formatted(what, id, keys.isEmpty() ? "none" : String.join(", ", ids()))));
  }

  /** The ids: never the keys. */
  @Override
  public String toString() {
    return keys.isEmpty() ? "no encryption" : String.join(", ", ids());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof EncryptionKeys that && ids().equals(that.ids());
  }

  @Override
  public int hashCode() {
    return ids().hashCode();
  }
}
