package io.pneumonia.persistence.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.RecordsUnavailable;
import io.pneumonia.image.ImageFormat;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every media store promises. */
public abstract class MediaStoreContract {

  protected static final SecureRandom RANDOM = new SecureRandom();

  @SuppressWarnings("NullAway.Init") // Set before each test.
  protected MediaStore store;

  protected abstract MediaStore openStore();

  @BeforeEach
  final void open() {
    store = openStore();
  }

  @AfterEach
  final void close() {
    store.close();
  }

  protected static MediaPath freshPath() {
    return MediaPath.fresh(LocalDate.of(2026, 11, 25), ImageFormat.JPEG, RANDOM);
  }

  protected static byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    RANDOM.nextBytes(bytes);
    return bytes;
  }

  private byte[] read(MediaPath path) throws IOException {
    try (InputStream in = store.open(path)) {
      return in.readAllBytes();
    }
  }

  @Test
  void givesBackWhatWasStored() throws IOException {
    MediaPath path = freshPath();
    byte[] bytes = bytes(100_000);

    store.write(path, MediaContent.of(ByteBuffer.wrap(bytes).asReadOnlyBuffer()));

    assertThat(store.exists(path)).isTrue();
    assertThat(read(path)).isEqualTo(bytes);
  }

  @Test
  void storesFromTheBuffersPositionOn() throws IOException {
    MediaPath path = freshPath();
    store.write(path, MediaContent.of(ByteBuffer.wrap(new byte[] {1, 2, 3}).position(1)));

    assertThat(read(path)).containsExactly(2, 3);
  }

  @Test
  void saysThatAPictureIsMissing() {
    MediaPath path = freshPath();

    assertThat(store.exists(path)).isFalse();
    assertThat(catchThrowableOfType(RecordsUnavailable.class, () -> store.open(path)).code())
        .isEqualTo(ErrorCode.MEDIA_MISSING);
  }

  @Test
  void deletesOnceAndForAll() {
    MediaPath path = freshPath();
    store.write(path, MediaContent.of(ByteBuffer.wrap(bytes(10))));

    store.delete(path);
    store.delete(path);
    store.delete(freshPath());

    assertThat(store.exists(path)).isFalse();
    assertThatThrownBy(() -> store.open(path)).isInstanceOf(RecordsUnavailable.class);
  }

  @Test
  void keepsFinishedPicturesWhenItSweeps() {
    MediaPath path = freshPath();
    store.write(path, MediaContent.of(ByteBuffer.wrap(bytes(10))));

    assertThat(store.sweep(Instant.now().plusSeconds(60))).isZero();
    assertThat(store.exists(path)).isTrue();
  }

  @Test
  void replacesAPictureAsAWhole() throws IOException {
    MediaPath path = freshPath();
    byte[] later = bytes(200_000);
    store.write(path, MediaContent.of(ByteBuffer.wrap(bytes(100_000))));
    store.write(path, MediaContent.of(ByteBuffer.wrap(later)));

    assertThat(read(path)).isEqualTo(later);
  }

  @Test
  void storesManyPicturesAtOnce() throws Exception {
    List<Callable<MediaPath>> writes = new ArrayList<>();
    for (int i = 0; i < 32; i++) {
      MediaPath path = MediaPath.fresh(LocalDate.of(2026, 1, 1 + i % 4), ImageFormat.PNG, RANDOM);
      writes.add(
          () -> {
            store.write(path, MediaContent.of(ByteBuffer.wrap(bytes(5000))));
            return path;
          });
    }
    ExecutorService threads = Executors.newFixedThreadPool(8);
    for (Future<MediaPath> write : threads.invokeAll(writes)) {
      assertThat(read(write.get())).hasSize(5000);
    }
    threads.shutdown();
  }

  @Test
  void listsWhatWasStored() {
    MediaPath path = freshPath();
    MediaPath other = MediaPath.fresh(LocalDate.of(2025, 2, 28), ImageFormat.PNG, RANDOM);
    store.write(path, MediaContent.of(ByteBuffer.wrap(bytes(10))));
    store.write(other, MediaContent.of(ByteBuffer.wrap(bytes(10))));

    List<MediaPath> listed = new ArrayList<>();
    store.list(listed::add);

    assertThat(listed).containsExactlyInAnyOrder(path, other);
  }

  @Test
  void isUsableWhenItWasOpened() {
    store.check();
    assertThat(store.state().place()).isNotBlank();
  }
}
