package io.pneumonia.persistence.media;

import java.io.InputStream;
import java.time.Instant;
import java.util.function.Consumer;

/** A store that leaves to another what it does not do itself. */
public abstract class ForwardingMediaStore implements MediaStore {

  private final MediaStore store;

  /**
   * Forwards to a store.
   *
   * @param store closed with this one
   */
  protected ForwardingMediaStore(MediaStore store) {
    this.store = store;
  }

  @Override
  public void write(MediaPath path, MediaContent content) {
    store.write(path, content);
  }

  @Override
  public boolean mayArriveLate() {
    return store.mayArriveLate();
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
