package io.pneumonia.persistence.media;

import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.RecordsUnavailable;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/** The kinds of object stores on the class path. */
public final class ObjectStores {

  private ObjectStores() {}

  /**
   * Opens an object store.
   *
   * @param address where it is
   * @return the store, to be closed by the caller
   * @throws RecordsUnavailable {@code MEDIA_UNAVAILABLE} if there is no such kind, or it cannot be
   *     read and written
   */
  public static MediaStore open(MediaAddress address) {
    List<MediaStoreProvider> found =
        ServiceLoader.load(MediaStoreProvider.class).stream()
            .map(ServiceLoader.Provider::get)
            .toList();
    return found.stream()
        .filter(provider -> provider.scheme().equals(address.url().getScheme()))
        .findFirst()
        .orElseThrow(() -> unknown(address, found))
        .open(address);
  }

  private static RecordsUnavailable unknown(MediaAddress address, List<MediaStoreProvider> found) {
    String known =
        found.stream()
            .map(provider -> provider.scheme() + "://")
            .sorted()
            .collect(Collectors.joining(", "));
    return new RecordsUnavailable(
        ErrorCode.MEDIA_UNAVAILABLE,
        "media-url: expected a URL of an object store on the class path (%s), found %s"
            .formatted(known.isEmpty() ? "there is none" : known, address.url()));
  }
}
