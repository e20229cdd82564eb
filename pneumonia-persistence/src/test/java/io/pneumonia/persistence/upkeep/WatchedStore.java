package io.pneumonia.persistence.upkeep;

import io.pneumonia.persistence.media.MediaContent;
import io.pneumonia.persistence.media.MediaPath;
import io.pneumonia.persistence.media.MediaState;
import io.pneumonia.persistence.media.MediaStore;
import java.io.InputStream;
import java.time.Instant;
import java.util.function.Consumer;

/** A real store in which something happens before a picture is opened. */
record WatchedStore(MediaStore store, Consumer<MediaPath> beforeOpening) implements MediaStore {

  @Override
  public void write(MediaPath path, MediaContent content) {
    store.write(path, content);
  }

  @Override
  public InputStream open(MediaPath path) {
    beforeOpening.accept(path);
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
    store.delete(path);
  }

  @Override
  public int sweep(Instant before) {
    return store.sweep(before);
  }

  @Override
  public MediaState state() {
    return store.state();
  }

  @Override
  public void check() {
    store.check();
  }

  @Override
  public void close() {
    store.close();
  }
}
