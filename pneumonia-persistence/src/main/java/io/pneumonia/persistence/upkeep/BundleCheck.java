package io.pneumonia.persistence.upkeep;

import com.fasterxml.jackson.databind.JsonNode;
import io.pneumonia.persistence.database.Database;
import io.pneumonia.persistence.encryption.EncryptionKeys;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Proves a bundle: that this version reads it, and that every row and picture is as it was. */
final class BundleCheck {

  private final BundleReader bundle;
  private final EncryptionKeys keys;
  private final UpkeepProgress progress;
  private final Manifest manifest;
  private final Set<String> missing;
  private long pictures;

  private BundleCheck(
      BundleReader bundle, Manifest manifest, EncryptionKeys keys, UpkeepProgress progress) {
    this.bundle = bundle;
    this.keys = keys;
    this.manifest = manifest;
    this.progress = progress;
    this.missing = new HashSet<>(manifest.missing());
  }

  static Manifest of(
      BundleReader bundle, Database database, EncryptionKeys keys, UpkeepProgress progress)
      throws IOException {
    Manifest manifest = Manifest.read(bundle);
    requireKnown(
        manifest, database.read(handle -> Schema.read(handle).tables()), database.schemaVersion());
    new BundleCheck(bundle, manifest, keys, progress).run();
    return manifest;
  }

  /** An older schema is read where what it lacks may be absent. */
  private static void requireKnown(Manifest manifest, List<Table> tables, String version) {
    Map<String, Table> known =
        tables.stream().collect(Collectors.toMap(Table::name, table -> table));
    manifest
        .tables()
        .forEach(
            (name, file) -> {
              Table table = known.get(name);
              if (table == null || !table.columnNames().containsAll(file.columns())) {
                throw otherSchema(manifest, version, name);
              }
              table.columns().stream()
                  .filter(column -> column.required() && !file.columns().contains(column.name()))
                  .findFirst()
                  .ifPresent(
                      column -> {
                        throw otherSchema(manifest, version, name + "." + column.name());
                      });
            });
    if (!manifest.tables().containsKey("images")) {
      throw Manifest.invalid("manifest.json: expected the table images, found none");
    }
  }

  private static RuntimeException otherSchema(Manifest manifest, String version, String what) {
    return Manifest.invalid(
        "%s: expected rows of schema %s, found rows of schema %s; restore with the release that wrote them"
            .formatted(what, version, manifest.schemaVersion()));
  }

  private void run() throws IOException {
    progress.begin("checking pictures", manifest.pictures());
    for (Map.Entry<String, Manifest.TableFile> table : manifest.tables().entrySet()) {
      boolean images = table.getKey().equals("images");
      RowLines.read(
          bundle, table.getKey(), table.getValue(), images ? this::checkPicture : row -> {});
    }
    if (pictures != manifest.pictures()) {
      throw Manifest.invalid(
          "images: expected %d pictures, found %d".formatted(manifest.pictures(), pictures));
    }
  }

  private void checkPicture(JsonNode row) throws IOException {
    PictureRow picture = PictureRow.of(row);
    String name = Manifest.fileOfPicture(picture.path().value());
    if (picture.encryptionKey() != null && !picture.encryptionKey().isEmpty()) {
      keys.requireKey(picture.encryptionKey(), name);
    }
    if (!picture.fieldsAreSound(keys)) {
      throw Manifest.invalid(
          name + ": expected the patient's encrypted fields, found altered ones");
    }
    if (!missing.contains(picture.path().value())) {
      read(bundle, picture, keys);
      pictures++;
      progress.step();
    }
  }

  /** A picture's bytes as they lie, which are the picture that its row says. */
  static byte[] read(BundleReader bundle, PictureRow picture, EncryptionKeys keys)
      throws IOException {
    String name = Manifest.fileOfPicture(picture.path().value());
    try (InputStream in =
        bundle
            .open(name)
            .orElseThrow(() -> Manifest.invalid(name + ": expected a picture, found no file"))) {
      byte[] content = picture.read(in);
      if (!picture.isOf(content, keys)) {
        throw Manifest.invalid(
            "%s: expected %d bytes with sha256 %s, found others"
                .formatted(name, picture.bytes(), picture.sha256()));
      }
      return content;
    }
  }
}
