package io.pneumonia.persistence.media;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Where an object store is, and how to use it.
 *
 * @param url {@code s3://BUCKET} or {@code s3://BUCKET/PREFIX}
 * @param endpoint the server's URL, or null for the cloud's own
 * @param region the bucket's region, or null for what the environment says
 * @param pathStyle whether the bucket's name is part of the path, and not of the host's name
 * @param encryption {@code AES256} or {@code aws:kms} for the server to encrypt, or null
 * @param kmsKey the key for {@code aws:kms}, or null for the bucket's
 * @param accessKey the id of the access key, or null for what the environment gives
 * @param secretKey the access key's secret, or null with it
 */
public record MediaAddress(
    URI url,
    @Nullable URI endpoint,
    @Nullable String region,
    boolean pathStyle,
    @Nullable String encryption,
    @Nullable String kmsKey,
    @Nullable String accessKey,
    @Nullable String secretKey) {

  /** Refuses half of an access key. */
  public MediaAddress {
    if ((accessKey == null) != (secretKey == null)) {
      throw new IllegalArgumentException(
          "access key: expected its id and its secret, found one of them");
    }
  }

  /** For messages, without secrets. */
  @Override
  public String toString() {
    return endpoint == null ? url.toString() : url + " at " + endpoint;
  }
}
