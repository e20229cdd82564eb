package io.pneumonia.persistence.diagnoses;

import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.RecordsUnavailable;
import io.pneumonia.persistence.media.MediaContent;
import io.pneumonia.persistence.media.MediaPath;
import io.pneumonia.persistence.media.MediaState;
import io.pneumonia.persistence.media.MediaStore;
import java.io.InputStream;
import java.time.Instant;
import java.util.function.Consumer;

/** A real store in which something happens around writing or deleting. */
final class InterruptedStore implements MediaStore {

  /** The process is gone: nobody is left to tidy up. */
  static final class Crash extends Error {
    private static final long serialVersionUID = 1L;
  }

  private final MediaStore store;
  private final Runnable beforeWrite;
  private final Runnable afterWrite;
  private final Runnable beforeDelete;

  private InterruptedStore(
      MediaStore store, Runnable beforeWrite, Runnable afterWrite, Runnable beforeDelete) {
    this.store = store;
    this.beforeWrite = beforeWrite;
    this.afterWrite = afterWrite;
    this.beforeDelete = beforeDelete;
  }

  static InterruptedStore thatIsFull(MediaStore store) {
    Runnable full =
        () -> {
          throw new RecordsUnavailable(ErrorCode.MEDIA_UNAVAILABLE, "the disk is full");
        };
    return new InterruptedStore(store, full, () -> {}, () -> {});
  }

  static InterruptedStore that(MediaStore store, Runnable afterWrite) {
    return new InterruptedStore(store, () -> {}, afterWrite, () -> {});
  }

  static InterruptedStore thatCrashesAfterWriting(MediaStore store) {
    return that(store, InterruptedStore::crash);
  }

  static InterruptedStore thatCrashesBeforeDeleting(MediaStore store) {
    return new InterruptedStore(store, () -> {}, () -> {}, InterruptedStore::crash);
  }

  private static void crash() {
    throw new Crash();
  }

  @Override
  public void write(MediaPath path, MediaContent content) {
    beforeWrite.run();
    store.write(path, content);
    afterWrite.run();
  }

  @Override
  public InputStream open(MediaPath path) {
    return store.open(path);
  }

  @Override
  public boolean exists(MediaPath path) {
    return store.exists(path);
  }

  @Override
  public void list(Consumer<MediaPath> each) {
    store.list(each);
  }

  @Override
  public void delete(MediaPath path) {
    beforeDelete.run();
    store.delete(path);
  }

  @Override
  public int sweep(Instant before) {
    return store.sweep(before);
  }

  @Override
  public void check() {
    store.check();
  }

  @Override
  public MediaState state() {
    return store.state();
  }

  @Override
  public void close() {
    store.close();
  }
}
