package io.pneumonia.web.page;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

/**
 * Scripts, styles and drawings, each under a name with its fingerprint, so that browsers may keep
 * it for ever. Texts that name another one get its fingerprinted name.
 */
public final class Assets {

  static final String FOLDER = "/static/";

  /** What others name comes first. */
  private static final List<String> NAMES =
      List.of("icon.svg", "app.css", "dialogs.js", "viewer.js", "upload.js", "app.js");

  private static final Map<String, String> TYPES =
      Map.of(
          "css", "text/css; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "svg", "image/svg+xml");

  private final Map<String, String> paths = new LinkedHashMap<>();
  private final Map<String, Asset> byPath = new LinkedHashMap<>();

  /** A file to send, plain and compressed with gzip; whoever is handed the bytes only reads. */
  static final class Asset {

    private final String contentType;
    private final byte[] plain;
    private final byte[] zipped;

    private Asset(String contentType, byte[] plain) {
      this.contentType = contentType;
      this.plain = plain;
      this.zipped = compressed(plain);
    }

    String contentType() {
      return contentType;
    }

    byte[] bytes(boolean zip) {
      return zip ? zipped : plain;
    }
  }

  private Assets() {
    NAMES.forEach(this::add);
  }

  static Assets load() {
    return new Assets();
  }

  private void add(String name) {
    String text = new String(read(name), StandardCharsets.UTF_8);
    for (Map.Entry<String, String> known : paths.entrySet()) {
      text = text.replace("\"./" + known.getKey() + "\"", "\"" + known.getValue() + "\"");
    }
    byte[] plain = text.getBytes(StandardCharsets.UTF_8);
    int dot = name.lastIndexOf('.');
    String extension = name.substring(dot + 1);
    String path = FOLDER + name.substring(0, dot) + "." + fingerprint(plain) + name.substring(dot);
    paths.put(name, path);
    byPath.put(path, new Asset(TYPES.getOrDefault(extension, ""), plain));
  }

  private static byte[] read(String name) {
    try (InputStream in = Assets.class.getResourceAsStream("/io/pneumonia/web/static/" + name)) {
      if (in == null) {
        throw new IllegalStateException("static/" + name + ": expected in the jar, found nothing");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String fingerprint(byte[] bytes) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return HexFormat.of().formatHex(digest, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has it", e);
    }
  }

  private static byte[] compressed(byte[] plain) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
      zip.write(plain);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /**
   * Where a file is.
   *
   * @param name such as {@code app.css}
   * @return the path, from the root
   */
  public String path(String name) {
    String path = paths.get(name);
    if (path == null) {
      throw new IllegalArgumentException(name + ": expected one of " + paths.keySet());
    }
    return path;
  }

  Optional<Asset> find(String path) {
    return Optional.ofNullable(byPath.get(path));
  }
}
