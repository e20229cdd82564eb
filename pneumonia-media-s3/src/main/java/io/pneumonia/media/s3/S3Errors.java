package io.pneumonia.media.s3;

import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.RecordsUnavailable;
import io.pneumonia.persistence.media.MediaAddress;
import java.util.Set;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** What goes wrong with an object store, in our words. */
final class S3Errors {

  private static final Set<String> DENIALS =
      Set.of("AccessDenied", "InvalidAccessKeyId", "SignatureDoesNotMatch", "AllAccessDisabled");
  private static final int FORBIDDEN = 403;

  private S3Errors() {}

  /** What was expected and found, for whoever runs the installation; the cause has the rest. */
  static RecordsUnavailable unavailable(MediaAddress address, String doing, SdkException error) {
    return new RecordsUnavailable(
        ErrorCode.MEDIA_UNAVAILABLE, address + ": " + doing + ": " + sentence(error), error);
  }

  private static String sentence(SdkException error) {
    if (error instanceof NoSuchBucketException) {
      return "expected a bucket of that name, found none";
    }
    if (error instanceof S3Exception answer) {
      return ofAnswer(answer);
    }
    if (error instanceof ApiCallTimeoutException
        || error instanceof ApiCallAttemptTimeoutException) {
      return "expected an answer in time, found none";
    }
    return "expected a server that answers, found: " + innermost(error);
  }

  /** Answers to HEAD have no body, so neither code nor message. */
  private static String ofAnswer(S3Exception answer) {
    String code = answer.awsErrorDetails() == null ? null : answer.awsErrorDetails().errorCode();
    String found = code == null ? "HTTP " + answer.statusCode() : code;
    if (answer.statusCode() == FORBIDDEN || DENIALS.contains(found)) {
      return "expected credentials that may read, write, delete and list, found " + found;
    }
    return "expected to be served, found " + found;
  }

  private static String innermost(Throwable error) {
    Throwable innermost = error;
    while (innermost.getCause() != null) {
      innermost = innermost.getCause();
    }
    String text = String.valueOf(innermost.getMessage()).lines().findFirst().orElse("no message");
    return innermost instanceof SdkException
        ? text
        : innermost.getClass().getSimpleName() + " " + text;
  }
}
