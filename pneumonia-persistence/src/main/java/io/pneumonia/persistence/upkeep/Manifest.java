package io.pneumonia.persistence.upkeep;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.RecordsUnavailable;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;

/**
 * What is in a bundle, with the digests that prove it. A picture's digest is in its row, which the
 * digest of its table's file covers.
 *
 * @param format {@link #FORMAT}
 * @param formatVersion {@link #FORMAT_VERSION}
 * @param createdAt when the snapshot was taken, ISO 8601
 * @param schemaVersion the migration the rows are of
 * @param tables by name, those that others name first
 * @param pictures how many pictures
 * @param pictureBytes how many bytes they have together
 * @param missing pictures that have rows but were missing or altered when the snapshot was taken
 */
record Manifest(
    String format,
    int formatVersion,
    String createdAt,
    String schemaVersion,
    Map<String, TableFile> tables,
    long pictures,
    long pictureBytes,
    List<String> missing) {

  static final String NAME = "manifest.json";
  static final String FORMAT = "pneumonia-records";
  static final int FORMAT_VERSION = 1;

  /**
   * A table's file.
   *
   * @param columns in no order
   * @param rows how many lines it has
   * @param lastId the highest id that the table ever gave, 0 where it gives none
   * @param sha256 of the file
   */
  record TableFile(List<String> columns, long rows, long lastId, String sha256) {}

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .build();

  static String fileOf(String table) {
    return "rows/" + table + ".jsonl";
  }

  static String fileOfPicture(String path) {
    return "media/" + path;
  }

  byte[] toBytes() throws IOException {
    return JSON.writeValueAsBytes(this);
  }

  static Manifest read(BundleReader bundle) throws IOException {
    try (InputStream in =
        bundle
            .open(NAME)
            .orElseThrow(() -> invalid("expected the file manifest.json, found none"))) {
      Manifest manifest = JSON.readValue(in, Manifest.class);
      if (!manifest.format.equals(FORMAT) || manifest.formatVersion != FORMAT_VERSION) {
        throw invalid(
            "manifest.json: expected format %s %d, found %s %d"
                .formatted(FORMAT, FORMAT_VERSION, manifest.format, manifest.formatVersion));
      }
      return manifest;
    } catch (JsonProcessingException e) {
      throw new RecordsUnavailable(
          ErrorCode.BACKUP_INVALID,
          "manifest.json: expected a backup's, found " + e.getOriginalMessage(),
          e);
    }
  }

  static RecordsUnavailable invalid(String message) {
    return new RecordsUnavailable(ErrorCode.BACKUP_INVALID, message);
  }
}
