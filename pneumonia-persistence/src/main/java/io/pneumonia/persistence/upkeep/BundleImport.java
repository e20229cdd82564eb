package io.pneumonia.persistence.upkeep;

import com.fasterxml.jackson.databind.JsonNode;
import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.RecordsUnavailable;
import io.pneumonia.error.RequestRejected;
import io.pneumonia.persistence.database.Database;
import io.pneumonia.persistence.encryption.EncryptionKeys;
import io.pneumonia.persistence.media.MediaContent;
import io.pneumonia.persistence.media.MediaPath;
import io.pneumonia.persistence.media.MediaStore;
import io.pneumonia.persistence.upkeep.Table.Column;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * Takes over a bundle that was proven. Pictures come first, each noted in the journal unless it is
 * here already; then one transaction replaces all rows, takes the notes back, and condemns the
 * pictures that no row names any more. Whatever happens before that transaction is committed, the
 * records are as they were, and the pictures that came in vain go with a sweep a day later.
 */
final class BundleImport {

  private static final Duration TIME_ALLOWED = Duration.ofDays(1);
  private static final int BATCH = 500;

  private final Database database;
  private final MediaStore media;
  private final EncryptionKeys keys;
  private final BundleReader bundle;
  private final Manifest manifest;
  private final UpkeepProgress progress;
  private final Set<String> missing;
  private long announced;

  BundleImport(
      Database database,
      MediaStore media,
      EncryptionKeys keys,
      BundleReader bundle,
      Manifest manifest,
      UpkeepProgress progress) {
    this.database = database;
    this.media = media;
    this.keys = keys;
    this.bundle = bundle;
    this.manifest = manifest;
    this.progress = progress;
    this.missing = new HashSet<>(manifest.missing());
  }

  void run(Instant now) throws IOException {
    Instant notedAt = now.plus(TIME_ALLOWED);
    storePictures(notedAt);
    progress.begin("tables", manifest.tables().size());
    database.change(
        handle -> {
          try {
            replaceRows(handle, notedAt);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  private void storePictures(Instant notedAt) throws IOException {
    progress.begin("pictures", manifest.pictures());
    List<PictureRow> batch = new ArrayList<>();
    RowLines.read(
        bundle,
        "images",
        tableFile("images"),
        row -> {
          PictureRow picture = PictureRow.of(row);
          if (!missing.contains(picture.path().value())) {
            batch.add(picture);
          }
          if (batch.size() == BATCH) {
            store(batch, notedAt);
            batch.clear();
          }
        });
    store(batch, notedAt);
  }

  private Manifest.TableFile tableFile(String table) {
    Manifest.TableFile file = manifest.tables().get(table);
    if (file == null) {
      throw Manifest.invalid("manifest.json: expected the table " + table + ", found none");
    }
    return file;
  }

  /** A picture that is here already is not this import's to remove, so it is not noted. */
  private void store(List<PictureRow> pictures, Instant notedAt) throws IOException {
    List<MediaPath> coming =
        pictures.stream().map(PictureRow::path).filter(path -> !media.exists(path)).toList();
    database.change(handle -> announce(handle, coming, notedAt));
    announced += coming.size();
    for (PictureRow picture : pictures) {
      if (!isHere(picture)) {
        media.write(
            picture.path(),
            MediaContent.of(ByteBuffer.wrap(BundleCheck.read(bundle, picture, keys))));
      }
      progress.step();
    }
  }

  private static void announce(Handle handle, List<MediaPath> coming, Instant notedAt) {
    if (!coming.isEmpty()) {
      PreparedBatch notes =
          handle.prepareBatch("INSERT INTO media_journal (media_path, noted_at) VALUES (?, ?)");
      coming.forEach(path -> notes.add(path.value(), notedAt));
      notes.execute();
    }
  }

  /** Encrypted with another key than its row will say, it could not be found to be changed. */
  private boolean isHere(PictureRow picture) {
    if (!media.exists(picture.path())) {
      return false;
    }
    byte[] stored = picture.read(media);
    return Objects.equals(EncryptionKeys.keyOf(stored).orElse(null), picture.encryptionKey())
        && picture.isOf(stored, keys);
  }

  private void replaceRows(Handle handle, Instant notedAt) throws IOException {
    requireNotesKept(handle, notedAt);
    List<Table> tables = Schema.read(handle).tables();
    handle.execute(
        """
        INSERT INTO media_journal (media_path, noted_at) SELECT media_path, 0 FROM images WHERE true
        ON CONFLICT (media_path) DO UPDATE SET noted_at = 0
        """);
    for (int i = tables.size() - 1; i >= 0; i--) {
      String name = tables.get(i).name();
      database.unguarded(handle, name, () -> handle.execute("DELETE FROM " + name));
    }
    for (Table table : tables) {
      if (manifest.tables().containsKey(table.name())) {
        insert(handle, table, tableFile(table.name()));
      }
      progress.step();
    }
    handle.execute("DELETE FROM media_journal WHERE media_path IN (SELECT media_path FROM images)");
  }

  private void requireNotesKept(Handle handle, Instant notedAt) {
    long kept =
        handle
            .createQuery("SELECT count(*) FROM media_journal WHERE noted_at = :at")
            .bind("at", notedAt)
            .mapTo(Long.class)
            .one();
    if (kept != announced) {
      throw new RequestRejected(
          ErrorCode.RECORD_CONFLICT,
          "The pictures took longer than a day to store, or were swept meanwhile. Try again.");
    }
  }

  private void insert(Handle handle, Table table, Manifest.TableFile file) throws IOException {
    List<Column> columns =
        table.columns().stream().filter(column -> file.columns().contains(column.name())).toList();
    PreparedBatch batch = handle.prepareBatch(Table.insert(table.name(), columns));
    RowLines.read(
        bundle,
        table.name(),
        file,
        row -> {
          bind(batch, table.name(), columns, row);
          batch.add();
          if (batch.size() == BATCH) {
            batch.execute();
          }
        });
    if (batch.size() > 0) {
      batch.execute();
    }
    if (table.givesIds()) {
      database.setLastId(handle, table.name(), file.lastId());
    }
  }

  private static void bind(PreparedBatch batch, String table, List<Column> columns, JsonNode row) {
    for (int i = 0; i < columns.size(); i++) {
      Column column = columns.get(i);
      JsonNode value = row.path(column.name());
      boolean fits =
          switch (column.kind()) {
            case INTEGER, BOOLEAN -> value.isIntegralNumber() && value.canConvertToLong();
            case REAL -> value.isNumber();
            case TEXT -> value.isTextual();
          };
      if (value.isNull()) {
        batch.bindNull(i, sqlType(column));
      } else if (!fits) {
        throw wrongType(table, column);
      } else {
        bind(batch, i, column, value);
      }
    }
  }

  private static void bind(PreparedBatch batch, int position, Column column, JsonNode value) {
    switch (column.kind()) {
      case INTEGER -> batch.bind(position, value.longValue());
      case REAL -> batch.bind(position, value.doubleValue());
      case TEXT -> batch.bind(position, value.textValue());
      case BOOLEAN -> batch.bind(position, value.longValue() != 0);
    }
  }

  private static int sqlType(Column column) {
    return switch (column.kind()) {
      case INTEGER -> Types.BIGINT;
      case REAL -> Types.DOUBLE;
      case TEXT -> Types.VARCHAR;
      case BOOLEAN -> Types.BOOLEAN;
    };
  }

  private static RecordsUnavailable wrongType(String table, Column column) {
    return Manifest.invalid(
        "%s.%s: expected %s, found another kind of value"
            .formatted(
                table, column.name(), column.kind() == Table.Kind.TEXT ? "text" : "a number"));
  }
}
