package io.pneumonia.persistence.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.RecordsUnavailable;
import io.pneumonia.persistence.encryption.EncryptionKeys;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EncryptedMediaStoreTest extends MediaStoreContract {

  private static final EncryptionKeys KEYS = EncryptionKeys.parse("0123456789abcdef".repeat(4));

  @TempDir private Path folder;

  @Override
  protected MediaStore openStore() {
    return new EncryptedMediaStore(FileMediaStore.open(folder), KEYS);
  }

  @Test
  void leavesNothingOfThePictureOnTheDisk() throws IOException {
    MediaPath path = freshPath();
    byte[] plain = "a picture of somebody".repeat(10_000).getBytes(StandardCharsets.US_ASCII);

    store.write(path, MediaContent.of(ByteBuffer.wrap(plain)));

    byte[] stored = Files.readAllBytes(folder.resolve(path.value()));
    assertThat(EncryptionKeys.keyOf(stored)).isEqualTo(KEYS.ids().stream().findFirst());
    assertThat(new String(stored, StandardCharsets.ISO_8859_1)).doesNotContain("somebody");
  }

  @Test
  void refusesAPictureThatWasPutInAnothersPlace() throws IOException {
    MediaPath path = freshPath();
    MediaPath other = freshPath();
    store.write(path, MediaContent.of(ByteBuffer.wrap(bytes(1000))));
    store.write(other, MediaContent.of(ByteBuffer.wrap(bytes(1000))));
    Files.copy(
        folder.resolve(path.value()),
        folder.resolve(other.value()),
        StandardCopyOption.REPLACE_EXISTING);

    assertThat(catchThrowableOfType(RecordsUnavailable.class, () -> store.open(other)).code())
        .isEqualTo(ErrorCode.MEDIA_ALTERED);
  }

  @Test
  void readsPicturesFromBeforeItsTime() throws IOException {
    MediaPath path = freshPath();
    byte[] plain = bytes(1000);
    try (FileMediaStore before = FileMediaStore.open(folder)) {
      before.write(path, MediaContent.of(ByteBuffer.wrap(plain)));
    }

    try (InputStream in = store.open(path)) {
      assertThat(in.readAllBytes()).isEqualTo(plain);
    }
  }
}
