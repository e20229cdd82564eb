package io.pneumonia.persistence.django;

import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.RecordsUnavailable;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where a Django system keeps its data.
 *
 * @param database the SQLite file, or {@code postgresql://HOST:PORT/DATABASE}, with {@code jdbc:}
 *     in front or without
 * @param user the database's user, or null
 * @param password the user's password, or null
 * @param media the folder that its media files lie in ({@code MEDIA_ROOT})
 */
public record DjangoPlace(
    String database, @Nullable String user, @Nullable String password, Path media) {

  /** The address for JDBC. */
  String url() {
    String plain = database.startsWith("jdbc:") ? database.substring(5) : database;
    if (plain.startsWith("postgres://") || plain.startsWith("postgresql://")) {
      if (plain.matches("[^/]*//[^/]*@.*")) {
        throw new RecordsUnavailable(
            ErrorCode.DATABASE_URL_INVALID,
            "Django database: expected postgresql://HOST:PORT/DATABASE without user and password,"
                + " which have settings of their own");
      }
      return "jdbc:" + plain.replaceFirst("postgres://", "postgresql://");
    }
    Path file = Path.of(plain.startsWith("sqlite:") ? plain.substring(7) : plain);
    if (!java.nio.file.Files.isRegularFile(file)) {
      throw new RecordsUnavailable(
          ErrorCode.DATABASE_UNAVAILABLE,
          file + ": expected Django's SQLite file or a postgresql:// address, found no file");
    }
    return "jdbc:sqlite:" + file.toUri() + "?mode=ro";
  }

  /** Without the password. */
  @Override
  public String toString() {
    return database.replaceFirst("\\?.*", "");
  }
}
