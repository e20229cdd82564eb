package io.pneumonia.persistence.upkeep;

import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.RecordsUnavailable;
import io.pneumonia.persistence.database.Database;
import io.pneumonia.persistence.encryption.EncryptionKeys;
import io.pneumonia.persistence.media.MediaStore;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Writes one snapshot of the database, and its pictures, into a bundle. Pictures come first: one
 * that is deleted before its turn is left out with its rows, as if it had been deleted before.
 */
final class BundleExport {

  private static final int FETCHED_AT_ONCE = 500;

  private final Database database;
  private final MediaStore media;
  private final EncryptionKeys keys;
  private final BundleWriter bundle;
  private final UpkeepProgress progress;

  private final Set<Long> deletedMeanwhile = new HashSet<>();
  private final List<String> missing = new ArrayList<>();
  private long pictures;
  private long pictureBytes;

  BundleExport(
      Database database,
      MediaStore media,
      EncryptionKeys keys,
      BundleWriter bundle,
      UpkeepProgress progress) {
    this.database = database;
    this.media = media;
    this.keys = keys;
    this.bundle = bundle;
    this.progress = progress;
  }

  Manifest write(String createdAt) {
    String schemaVersion = database.schemaVersion();
    return database.readSnapshot(
        handle -> {
          try {
            writePictures(handle);
            return new Manifest(
                Manifest.FORMAT,
                Manifest.FORMAT_VERSION,
                createdAt,
                schemaVersion,
                writeTables(handle),
                pictures,
                pictureBytes,
                missing);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  private void writePictures(Handle handle) {
    progress.begin("pictures", Inspection.countPictures(handle));
    PictureRow.all(handle)
        .forEach(
            picture -> {
              try {
                writePicture(picture);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
              progress.step();
            });
  }

  private void writePicture(PictureRow picture) throws IOException {
    byte @Nullable [] content = sound(picture);
    if (content == null) {
      missing.add(picture.path().value());
    } else if (content.length > 0) {
      try (OutputStream out =
          bundle.create(Manifest.fileOfPicture(picture.path().value()), false)) {
        out.write(content);
      }
      pictures++;
      pictureBytes += content.length;
    }
  }

  /**
   * The picture's bytes as they lie; none where it was deleted meanwhile; null where it is damaged.
   */
  private byte @Nullable [] sound(PictureRow picture) {
    try {
      byte[] content = picture.read(media);
      return picture.isOf(content, keys) ? content : null;
    } catch (RecordsUnavailable e) {
      if (e.code() != ErrorCode.MEDIA_MISSING) {
        throw e;
      }
      if (database.readApart(picture::isRecorded)) {
        return null;
      }
      deletedMeanwhile.add(picture.id());
      return new byte[0];
    }
  }

  private Map<String, Manifest.TableFile> writeTables(Handle handle) throws IOException {
    List<Table> tables = Schema.read(handle).tables();
    progress.begin("tables", tables.size());
    Map<String, Manifest.TableFile> files = new LinkedHashMap<>();
    for (Table table : tables) {
      files.put(table.name(), writeTable(handle, table));
      progress.step();
    }
    return files;
  }

  private Manifest.TableFile writeTable(Handle handle, Table table) throws IOException {
    MessageDigest sha256 = Digests.sha256();
    long[] rows = {0};
    try (OutputStream out =
        new BufferedOutputStream(
            new DigestOutputStream(bundle.create(Manifest.fileOf(table.name()), true), sha256))) {
      handle
          .createQuery(table.selectAll())
          .setFetchSize(FETCHED_AT_ONCE)
          .map((row, context) -> RowLines.values(row, table.columns()))
          .filter(values -> !isOfDeleted(table, values))
          .forEach(
              values -> {
                try {
                  RowLines.write(out, table.columns(), values);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
                rows[0]++;
              });
    }
    long lastId = table.givesIds() ? database.lastId(handle, table.name()) : 0;
    return new Manifest.TableFile(table.columnNames(), rows[0], lastId, Digests.hex(sha256));
  }

  private boolean isOfDeleted(Table table, @Nullable Object[] values) {
    if (deletedMeanwhile.isEmpty()) {
      return false;
    }
    for (int i = 0; i < values.length; i++) {
      String column = table.columns().get(i).name();
      boolean namesPicture =
          table.name().equals("images")
              ? column.equals("id")
              : "images".equals(table.references().get(column));
      if (namesPicture && values[i] instanceof Long id && deletedMeanwhile.contains(id)) {
        return true;
      }
    }
    return false;
  }
}
