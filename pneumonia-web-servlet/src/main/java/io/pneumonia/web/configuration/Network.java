package io.pneumonia.web.configuration;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/** An IPv4 or IPv6 address, or a network of them: {@code 10.0.0.0/8}, {@code ::1}. */
public final class Network {

  /** Only what needs no name server. */
  private static final Pattern LITERAL =
      Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

  private final String text;
  private final byte[] address;
  private final int prefix;

  private Network(String text, byte[] address, int prefix) {
    this.text = text;
    this.address = address;
    this.prefix = prefix;
  }

  /**
   * Reads a network.
   *
   * @param text an address, or an address and a prefix length
   * @return the network
   * @throws IllegalArgumentException if the text is none
   */
  public static Network parse(String text) {
    int slash = text.indexOf('/');
    String literal = slash < 0 ? text : text.substring(0, slash);
    byte[] address = bytes(literal).orElseThrow(() -> none(text));
    int bits = address.length * 8;
    if (slash < 0) {
      return new Network(text, address, bits);
    }
    String length = text.substring(slash + 1);
    if (!length.matches("\\d{1,3}") || Integer.parseInt(length) > bits) {
      throw none(text);
    }
    return new Network(text, address, Integer.parseInt(length));
  }

  private static IllegalArgumentException none(String text) {
    return new IllegalArgumentException("expected an address or a network, found " + text);
  }

  private static Optional<byte[]> bytes(String literal) {
    if (!LITERAL.matcher(literal).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.getByName(literal).getAddress());
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  /**
   * Whether an address is of this network.
   *
   * @param other an address as text; anything else is of no network
   * @return true if it is
   */
  public boolean contains(String other) {
    String literal = other.startsWith("[") ? other.replaceAll("[\\[\\]]", "") : other;
    return bytes(literal).filter(this::matches).isPresent();
  }

  private boolean matches(byte[] other) {
    if (other.length != address.length) {
      return false;
    }
    for (int bit = 0; bit < prefix; bit++) {
      int mask = 0x80 >> (bit % 8);
      if ((other[bit / 8] & mask) != (address[bit / 8] & mask)) {
        return false;
      }
    }
    return true;
  }

  /** As it was written. */
  @Override
  public String toString() {
    return text;
  }
}
