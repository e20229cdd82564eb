package io.pneumonia.persistence.upkeep;

import com.fasterxml.jackson.databind.JsonNode;
import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.RecordsUnavailable;
import io.pneumonia.persistence.media.MediaPath;
import io.pneumonia.persistence.media.MediaStore;
import java.io.IOException;
import java.io.InputStream;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.ResultIterable;

/**
 * What a picture's row says of its file.
 *
 * @param id the row
 * @param path the file's name
 * @param bytes its size
 * @param sha256 its digest
 */
record PictureRow(long id, MediaPath path, long bytes, String sha256) {

  private static final int FETCHED_AT_ONCE = 500;

  /** All pictures of a database, as they are read. */
  static ResultIterable<PictureRow> all(Handle handle) {
    return handle
        .createQuery("SELECT id, media_path, bytes, sha256 FROM images ORDER BY id")
        .setFetchSize(FETCHED_AT_ONCE)
        .map((row, context) -> of(row));
  }

  private static PictureRow of(ResultSet row) throws SQLException {
    return new PictureRow(
        row.getLong("id"),
        new MediaPath(row.getString("media_path")),
        row.getLong("bytes"),
        row.getString("sha256"));
  }

  /** From a line of a bundle. */
  static PictureRow of(JsonNode row) {
    MediaPath path =
        MediaPath.parse(row.path("media_path").asText())
            .orElseThrow(
                () ->
                    Manifest.invalid("images: a row's media_path has another form than expected"));
    return new PictureRow(
        row.path("id").asLong(), path, row.path("bytes").asLong(), row.path("sha256").asText());
  }

  /** The file's bytes; too many of them are not read to their end. */
  byte[] read(InputStream in) throws IOException {
    return in.readNBytes(Math.toIntExact(Math.min(bytes + 1, Integer.MAX_VALUE - 8)));
  }

  boolean isOf(byte[] content) {
    return content.length == bytes && Digests.of(content).equals(sha256);
  }

  /** The stored bytes. */
  byte[] read(MediaStore store) {
    try (InputStream in = store.open(path)) {
      return read(in);
    } catch (IOException e) {
      throw new RecordsUnavailable(
          ErrorCode.MEDIA_UNAVAILABLE, path + ": the picture cannot be read", e);
    }
  }

  /** Whether the row is still there: a picture may be deleted while others are read. */
  boolean isRecorded(Handle handle) {
    return handle
            .createQuery("SELECT count(*) FROM images WHERE id = :id AND media_path = :path")
            .bind("id", id)
            .bind("path", path.value())
            .mapTo(Long.class)
            .one()
        > 0;
  }
}
