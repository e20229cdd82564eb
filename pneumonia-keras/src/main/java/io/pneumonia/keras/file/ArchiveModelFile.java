package io.pneumonia.keras.file;

import com.fasterxml.jackson.databind.JsonNode;
import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.ModelRejected;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * A {@code .keras} file: a zip of metadata, configuration and weights. Each entry is unpacked in
 * memory, never further than it declares and its limit allows.
 */
final class ArchiveModelFile implements ModelFile {

  private static final String METADATA = "metadata.json";
  private static final String CONFIG = "config.json";
  private static final String WEIGHTS = "model.weights.h5";
  private static final int MAX_WEIGHTS = Integer.MAX_VALUE - 8;
  private static final int MAX_ENTRIES = 10_000;
  private static final int MAX_RATIO = 100;
  private static final int RATIO_COUNTS_FROM = 64 << 20;

  private final String version;
  private final JsonNode config;
  private final HdfTree tree;
  private final WeightStore weights;

  private ArchiveModelFile(String version, JsonNode config, HdfTree tree) {
    this.version = version;
    this.config = config;
    this.tree = tree;
    this.weights = new NumberedWeights(tree);
  }

  static ArchiveModelFile open(Path file) {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      if (zip.size() > MAX_ENTRIES) {
        throw new ModelRejected(
            ErrorCode.MODEL_TOO_LARGE,
            "expected at most " + MAX_ENTRIES + " entries, found " + zip.size());
      }
      ForeignArchives.requireKeras(zip);
      JsonNode config = ConfigJson.parse(CONFIG, text(zip, CONFIG));
      String version =
          zip.getEntry(METADATA) == null
              ? ""
              : ConfigJson.parse(METADATA, text(zip, METADATA)).path("keras_version").asText();
      HdfTree tree = HdfTree.open(ByteBuffer.wrap(bytes(zip, WEIGHTS, MAX_WEIGHTS)));
      return new ArchiveModelFile(version, config, tree);
    } catch (ZipException e) {
      throw new ModelRejected(
          ErrorCode.MODEL_CORRUPT,
          "the zip archive is damaged or truncated (an interrupted download or copy): "
              + e.getMessage(),
          e);
    } catch (IOException | UnsupportedOperationException e) {
      throw FileBytes.unreadable(e);
    } catch (IllegalArgumentException e) {
      throw new ModelRejected(ErrorCode.MODEL_CORRUPT, "the zip archive's index is damaged", e);
    }
  }

  private static String text(ZipFile zip, String name) throws IOException {
    return new String(bytes(zip, name, ConfigJson.MAX_BYTES), StandardCharsets.UTF_8);
  }

  private static byte[] bytes(ZipFile zip, String name, int limit) throws IOException {
    ZipEntry entry = zip.getEntry(name);
    if (entry == null) {
      throw new ModelRejected(
          ErrorCode.MODEL_CORRUPT, "expected " + name + " in the archive, found none");
    }
    long declared = entry.getSize();
    boolean bomb = declared > RATIO_COUNTS_FROM && declared / MAX_RATIO > entry.getCompressedSize();
    if (declared > limit || bomb) {
      throw new ModelRejected(
          ErrorCode.MODEL_TOO_LARGE,
          name
              + ": expected at most "
              + limit
              + " bytes, compressed at most "
              + MAX_RATIO
              + " times, found "
              + declared
              + " bytes declared for "
              + entry.getCompressedSize()
              + " stored");
    }
    return unpacked(zip, entry, declared);
  }

  private static byte[] unpacked(ZipFile zip, ZipEntry entry, long declared) throws IOException {
    try (InputStream in = zip.getInputStream(entry)) {
      byte[] bytes = in.readNBytes((int) Math.max(0, declared));
      if (bytes.length < declared || in.read() >= 0) {
        throw new ModelRejected(
            ErrorCode.MODEL_CORRUPT,
            entry.getName()
                + ": expected "
                + declared
                + " bytes as the archive declares, found "
                + (bytes.length < declared ? "fewer" : "more"));
      }
      requireChecksum(entry, bytes);
      return bytes;
    }
  }

  /** A damaged weight would otherwise be a wrong score. */
  private static void requireChecksum(ZipEntry entry, byte[] bytes) {
    CRC32 checksum = new CRC32();
    checksum.update(bytes);
    if (checksum.getValue() != entry.getCrc()) {
      throw new ModelRejected(
          ErrorCode.MODEL_CORRUPT,
          entry.getName()
              + ": expected checksum "
              + Long.toHexString(entry.getCrc())
              + " as the archive declares, found "
              + Long.toHexString(checksum.getValue()));
    }
  }

  @Override
  public String kerasVersion() {
    return version;
  }

  @Override
  public String container() {
    return "archive";
  }

  @Override
  public JsonNode config() {
    return config;
  }

  @Override
  public WeightStore weights() {
    return weights;
  }

  @Override
  public void close() {
    tree.close();
  }
}
