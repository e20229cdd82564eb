package io.pneumonia.media.s3;

import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.RecordsUnavailable;
import io.pneumonia.persistence.media.MediaAddress;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/** How the server is spoken to: with whose credentials, how often, and for how long. */
final class S3Connection {

  /** A picture of 16 MiB comes through a line of 8 Mbit/s in this time. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** With its three attempts; far less than an upload may take before it is swept. */
  private static final Duration PATIENCE_OF_ALL = Duration.ofSeconds(45);

  /** For requests without a picture while somebody waits: a probe, or the database's lock. */
  static final AwsRequestOverrideConfiguration SOON =
      AwsRequestOverrideConfiguration.builder()
          .apiCallAttemptTimeout(Duration.ofSeconds(3))
          .apiCallTimeout(Duration.ofSeconds(4))
          .build();

  private static final Duration TO_CONNECT = Duration.ofSeconds(3);
  private static final Duration TO_HEAR = Duration.ofSeconds(10);

  private S3Connection() {}

  /**
   * Opens a client.
   *
   * @throws RecordsUnavailable if region or credentials are set nowhere
   */
  static S3Client open(MediaAddress address) {
    S3ClientBuilder builder =
        S3Client.builder()
            .httpClientBuilder(
                UrlConnectionHttpClient.builder()
                    .connectionTimeout(TO_CONNECT)
                    .socketTimeout(TO_HEAR))
            .overrideConfiguration(
                ClientOverrideConfiguration.builder()
                    .retryStrategy(RetryMode.STANDARD)
                    .apiCallAttemptTimeout(PATIENCE)
                    .apiCallTimeout(PATIENCE_OF_ALL)
                    .build())
            .credentialsProvider(credentials(address))
            .region(region(address))
            .forcePathStyle(address.pathStyle())
            // Not every server knows the checksums that newer clients send unasked. The signature
            // covers
            // what is sent in the clear; TLS covers the rest, and the row's SHA-256 all of it.
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED);
    if (address.endpoint() != null) {
      builder.endpointOverride(address.endpoint());
    }
    return builder.build();
  }

  private static Region region(MediaAddress address) {
    if (address.region() != null) {
      return Region.of(address.region());
    }
    if (address.endpoint() != null) {
      return Region.US_EAST_1; // What servers take that have no regions.
    }
    try {
      return DefaultAwsRegionProviderChain.builder().build().getRegion();
    } catch (SdkException e) {
      throw absent(address, "media-region, or a region in the environment", e);
    }
  }

  private static AwsCredentialsProvider credentials(MediaAddress address) {
    if (address.accessKey() != null && address.secretKey() != null) {
      return StaticCredentialsProvider.create(
          AwsBasicCredentials.create(address.accessKey(), address.secretKey()));
    }
    DefaultCredentialsProvider usual = DefaultCredentialsProvider.builder().build();
    try {
      usual.resolveCredentials();
      return usual;
    } catch (SdkException e) {
      usual.close();
      throw absent(
          address,
          "credentials in media-access-key and media-secret-key, or in the environment",
          e);
    }
  }

  private static RecordsUnavailable absent(MediaAddress address, String expected, SdkException e) {
    return new RecordsUnavailable(
        ErrorCode.MEDIA_UNAVAILABLE, address + ": expected " + expected + ", found none", e);
  }
}
