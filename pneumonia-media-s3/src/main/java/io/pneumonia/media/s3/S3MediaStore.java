package io.pneumonia.media.s3;

import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.RecordsUnavailable;
import io.pneumonia.persistence.media.MediaAddress;
import io.pneumonia.persistence.media.MediaContent;
import io.pneumonia.persistence.media.MediaPath;
import io.pneumonia.persistence.media.MediaState;
import io.pneumonia.persistence.media.MediaStore;
import java.io.InputStream;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Pictures as objects of a bucket. An object is there as a whole or not at all, and when the server
 * has said so it is durable; so there is nothing to sweep. But a write whose answer was lost may
 * still come about later.
 */
final class S3MediaStore implements MediaStore {

  private static final int NOT_FOUND = 404;

  private final S3Client client;
  private final MediaAddress address;
  private final String bucket;
  private final String prefix;

  private S3MediaStore(S3Client client, MediaAddress address, String bucket, String prefix) {
    this.client = client;
    this.address = address;
    this.bucket = bucket;
    this.prefix = prefix;
  }

  static S3MediaStore open(MediaAddress address) {
    String bucket = address.url().getHost();
    String path = address.url().getPath();
    if (bucket == null || address.url().getQuery() != null) {
      throw new RecordsUnavailable(
          ErrorCode.MEDIA_UNAVAILABLE,
          "media-url: expected s3://BUCKET or s3://BUCKET/PREFIX, found " + address.url());
    }
    String prefix = path.replaceAll("^/+|/+$", "");
    S3Client client = S3Connection.open(address);
    try {
      S3MediaStore store =
          new S3MediaStore(client, address, bucket, prefix.isEmpty() ? "" : prefix + "/");
      store.tryOut();
      return store;
    } catch (RuntimeException e) {
      client.close();
      throw e;
    }
  }

  /** Whoever may write, delete and list now may do so later: {@link #check} asks for less. */
  private void tryOut() {
    String key = prefix + "incoming/check-" + UUID.randomUUID();
    run(
        "it cannot be written",
        () -> {
          client.putObject(put(key).build(), RequestBody.empty());
          client.deleteObject(request -> request.bucket(bucket).key(key));
          return client.listObjectsV2(request -> request.bucket(bucket).prefix(prefix).maxKeys(1));
        });
  }

  private <T> T run(String failed, Supplier<T> call) {
    try {
      return call.get();
    } catch (SdkException e) {
      throw S3Errors.unavailable(address, failed, e);
    }
  }

  private String key(MediaPath path) {
    return prefix + path.value();
  }

  private PutObjectRequest.Builder put(String key) {
    PutObjectRequest.Builder request = PutObjectRequest.builder().bucket(bucket).key(key);
    if (address.encryption() != null) {
      request.serverSideEncryption(address.encryption());
    }
    if (address.kmsKey() != null) {
      request.ssekmsKeyId(address.kmsKey());
    }
    return request;
  }

  @Override
  public void write(MediaPath path, MediaContent content) {
    RequestBody body =
        RequestBody.fromContentProvider(content::open, content.size(), path.contentType());
    run(path + " cannot be stored", () -> client.putObject(put(key(path)).build(), body));
  }

  @Override
  public boolean mayArriveLate() {
    return true;
  }

  @Override
  public InputStream open(MediaPath path) {
    try {
      return client.getObject(request -> request.bucket(bucket).key(key(path)));
    } catch (NoSuchKeyException e) {
      throw new RecordsUnavailable(
          ErrorCode.MEDIA_MISSING, path + ": expected a stored picture, found none", e);
    } catch (SdkException e) {
      throw S3Errors.unavailable(address, path + " cannot be read", e);
    }
  }

  @Override
  public boolean exists(MediaPath path) {
    return run(
        path + " cannot be looked for",
        () -> {
          try {
            client.headObject(request -> request.bucket(bucket).key(key(path)));
            return true;
          } catch (S3Exception e) {
            if (e.statusCode() == NOT_FOUND) {
              return false;
            }
            throw e;
          }
        });
  }

  @Override
  public void list(Consumer<MediaPath> each) {
    try {
      client
          .listObjectsV2Paginator(
              request -> request.bucket(bucket).prefix(prefix + MediaPath.FOLDER + "/"))
          .contents()
          .stream()
          .map(S3Object::key)
          .map(key -> key.substring(prefix.length()))
          .flatMap(name -> MediaPath.parse(name).stream())
          .forEach(each);
    } catch (SdkException e) {
      throw S3Errors.unavailable(address, "it cannot be listed", e);
    }
  }

  @Override
  public void delete(MediaPath path) {
    run(
        path + " cannot be removed",
        () ->
            client.deleteObject(
                request ->
                    request
                        .bucket(bucket)
                        .key(key(path))
                        .overrideConfiguration(S3Connection.SOON)));
  }

  /** No write leaves anything behind. */
  @Override
  public int sweep(Instant before) {
    return 0;
  }

  /** The bucket answers; that it can be written was tried when it was opened. */
  @Override
  public void check() {
    run(
        "it cannot be used",
        () ->
            client.headBucket(
                request -> request.bucket(bucket).overrideConfiguration(S3Connection.SOON)));
  }

  @Override
  public MediaState state() {
    return new MediaState(address.toString(), OptionalLong.empty());
  }

  @Override
  public void close() {
    client.close();
  }
}
