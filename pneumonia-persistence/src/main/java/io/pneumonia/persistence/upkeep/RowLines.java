package io.pneumonia.persistence.upkeep;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pneumonia.persistence.upkeep.Table.Column;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows as JSON, an object a line: integers and reals as numbers that are read back to the same bit,
 * booleans as 0 and 1, which both databases can be compared by.
 */
final class RowLines {

  private static final ObjectMapper JSON = new ObjectMapper();

  private RowLines() {}

  /** Takes one line after the other. */
  interface LineReader {
    void read(JsonNode row) throws IOException;
  }

  /** A row's values, in the order of the columns: Long, Double, String or null. */
  static @Nullable Object[] values(ResultSet row, List<Column> columns) throws SQLException {
    @Nullable Object[] values = new Object[columns.size()];
    for (int i = 0; i < values.length; i++) {
      Object value =
          switch (columns.get(i).kind()) {
            case INTEGER -> row.getLong(i + 1);
            case REAL -> row.getDouble(i + 1);
            case TEXT -> row.getString(i + 1);
            case BOOLEAN -> row.getBoolean(i + 1) ? 1L : 0L;
          };
      values[i] = row.wasNull() ? null : value;
    }
    return values;
  }

  static void write(OutputStream out, List<Column> columns, @Nullable Object[] values)
      throws IOException {
    try (JsonGenerator json = JSON.createGenerator(out)) {
      json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      json.disable(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM);
      json.writeStartObject();
      for (int i = 0; i < values.length; i++) {
        json.writeFieldName(columns.get(i).name());
        json.writePOJO(values[i]);
      }
      json.writeEndObject();
    }
    out.write('\n');
  }

  /** Reads a table's file to its end, which must be as the manifest says. */
  static void read(BundleReader bundle, String table, Manifest.TableFile file, LineReader reader)
      throws IOException {
    String name = Manifest.fileOf(table);
    MessageDigest sha256 = Digests.sha256();
    long rows = 0;
    try (InputStream in =
            bundle
                .open(name)
                .orElseThrow(() -> Manifest.invalid(name + ": expected rows, found no file"));
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(new DigestInputStream(in, sha256), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        rows++;
        reader.read(row(name, rows, line));
      }
    }
    String digest = Digests.hex(sha256);
    if (rows != file.rows() || !digest.equals(file.sha256())) {
      throw Manifest.invalid(
          "%s: expected %d rows with sha256 %s, found %d with %s"
              .formatted(name, file.rows(), file.sha256(), rows, digest));
    }
  }

  private static JsonNode row(String name, long number, String line) {
    try {
      JsonNode row = JSON.readTree(line);
      if (row.isObject()) {
        return row;
      }
    } catch (JsonProcessingException e) {
      // Told below, as what is JSON but no object.
    }
    throw Manifest.invalid(name + ": line " + number + ": expected a JSON object, found none");
  }
}
