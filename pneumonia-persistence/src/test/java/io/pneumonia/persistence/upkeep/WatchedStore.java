package io.pneumonia.persistence.upkeep;

import io.pneumonia.persistence.media.ForwardingMediaStore;
import io.pneumonia.persistence.media.MediaPath;
import io.pneumonia.persistence.media.MediaStore;
import java.io.InputStream;
import java.util.function.Consumer;

/** A real store in which something happens before a picture is opened. */
final class WatchedStore extends ForwardingMediaStore {

  private final Consumer<MediaPath> beforeOpening;

  WatchedStore(MediaStore store, Consumer<MediaPath> beforeOpening) {
    super(store);
    this.beforeOpening = beforeOpening;
  }

  @Override
  public InputStream open(MediaPath path) {
    beforeOpening.accept(path);
    return super.open(path);
  }
}
