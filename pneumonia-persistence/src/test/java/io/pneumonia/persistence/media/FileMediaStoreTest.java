package io.pneumonia.persistence.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.RecordsUnavailable;
import io.pneumonia.persistence.MediaFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class FileMediaStoreTest extends MediaStoreContract {

  @TempDir Path folder = Path.of("");

  private Path root() {
    return folder.resolve("a/b/media");
  }

  @Override
  protected MediaStore openStore() {
    return FileMediaStore.open(root());
  }

  @Test
  void storesAPictureUnderItsNameAndNothingBeside() {
    MediaPath path = freshPath();
    store.write(path, MediaContent.of(ByteBuffer.wrap(bytes(10))));

    assertThat(MediaFiles.in(root())).containsExactly(path.value());
  }

  @Test
  void leavesNothingWhenAPictureCannotBePutInItsPlace() throws IOException {
    Files.writeString(root().resolve("xray_images"), "a file where a folder should be");
    MediaPath path = freshPath();

    RecordsUnavailable error =
        catchThrowableOfType(
            RecordsUnavailable.class,
            () -> store.write(path, MediaContent.of(ByteBuffer.wrap(bytes(10)))));

    assertThat(error.code()).isEqualTo(ErrorCode.MEDIA_UNAVAILABLE);
    assertThat(error).hasMessageContaining(path.value());
    assertThat(MediaFiles.in(root())).containsExactly("xray_images");
  }

  @Test
  void sweepsUnfinishedPicturesThatAreOldEnough() throws IOException {
    Instant now = Instant.now();
    Path old = Files.writeString(root().resolve("incoming/old.part"), "x");
    Files.setLastModifiedTime(old, FileTime.from(now.minus(Duration.ofHours(2))));
    Files.writeString(root().resolve("incoming/young.part"), "x");

    assertThat(store.sweep(now.minus(Duration.ofHours(1)))).isOne();
    assertThat(MediaFiles.in(root())).containsExactly("incoming/young.part");
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "links need rights there")
  void followsNoLinkOutOfItsFolder() throws IOException {
    MediaPath path = freshPath();
    Path month = root().resolve("xray_images/2026/11");
    Path day = month.resolve("25");
    Path outside = Files.createDirectories(folder.resolve("outside"));
    Path secret = Files.writeString(outside.resolve(name(path)), "secret");
    Files.createDirectories(month);
    Files.createSymbolicLink(day, outside);

    assertThat(store.exists(path)).isFalse();
    assertThatThrownBy(() -> store.open(path)).isInstanceOf(RecordsUnavailable.class);
    store.delete(path);
    assertThat(secret).exists();

    Files.delete(day);
    Files.createDirectories(day);
    Files.createSymbolicLink(root().resolve(path.value()), secret);
    assertThat(store.exists(path)).isFalse();
    assertThatThrownBy(() -> store.open(path)).isInstanceOf(RecordsUnavailable.class);
  }

  private static String name(MediaPath path) {
    return path.value().substring(path.value().lastIndexOf('/') + 1);
  }

  @Test
  void saysWhichFolderCannotBeUsed() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "x");

    RecordsUnavailable error =
        catchThrowableOfType(RecordsUnavailable.class, () -> FileMediaStore.open(file));

    assertThat(error.code()).isEqualTo(ErrorCode.MEDIA_UNAVAILABLE);
    assertThat(error).hasMessage(file + ": expected a folder that can be written, found none");
  }

  @Test
  void noticesThatItsFolderWasTakenAway() throws IOException {
    Files.delete(root().resolve("incoming"));

    assertThat(catchThrowableOfType(RecordsUnavailable.class, store::check).code())
        .isEqualTo(ErrorCode.MEDIA_UNAVAILABLE);
  }
}
