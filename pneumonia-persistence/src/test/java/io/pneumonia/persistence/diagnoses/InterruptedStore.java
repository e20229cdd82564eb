package io.pneumonia.persistence.diagnoses;

import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.RecordsUnavailable;
import io.pneumonia.persistence.media.ForwardingMediaStore;
import io.pneumonia.persistence.media.MediaContent;
import io.pneumonia.persistence.media.MediaPath;
import io.pneumonia.persistence.media.MediaStore;

/** A real store in which something happens around writing or deleting. */
final class InterruptedStore extends ForwardingMediaStore {

  /** The process is gone: nobody is left to tidy up. */
  static final class Crash extends Error {
    private static final long serialVersionUID = 1L;
  }

  private final Runnable beforeWrite;
  private final Runnable afterWrite;
  private final Runnable beforeDelete;

  private InterruptedStore(
      MediaStore store, Runnable beforeWrite, Runnable afterWrite, Runnable beforeDelete) {
    super(store);
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
    super.write(path, content);
    afterWrite.run();
  }

  @Override
  public void delete(MediaPath path) {
    beforeDelete.run();
    super.delete(path);
  }
}
