package io.pneumonia.media.s3;

import io.pneumonia.persistence.media.MediaAddress;
import io.pneumonia.persistence.media.MediaStore;
import io.pneumonia.persistence.media.MediaStoreProvider;

/** Opens object stores of the S3 API: {@code s3://BUCKET/PREFIX}. */
public final class S3MediaStoreProvider implements MediaStoreProvider {

  /** For ServiceLoader. */
  public S3MediaStoreProvider() {}

  @Override
  public String scheme() {
    return "s3";
  }

  @Override
  public MediaStore open(MediaAddress address) {
    return S3MediaStore.open(address);
  }
}
