package io.pneumonia.media.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.RecordsUnavailable;
import io.pneumonia.persistence.media.MediaAddress;
import io.pneumonia.persistence.media.MediaContent;
import io.pneumonia.persistence.media.MediaPath;
import io.pneumonia.persistence.media.MediaStore;
import io.pneumonia.persistence.media.MediaStoreContract;
import io.pneumonia.persistence.media.ObjectStores;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class S3MediaStoreTest extends MediaStoreContract {

  @TempDir private static Path folder = Path.of("unused");

  @SuppressWarnings("NullAway.Init") // Set before each class.
  private static S3Server server;

  private final String prefix = "house/" + UUID.randomUUID();

  @BeforeAll
  static void start() throws IOException {
    server = new S3Server(folder);
  }

  @AfterAll
  static void stop() throws InterruptedException {
    server.stop();
  }

  @Override
  protected MediaStore openStore() {
    return ObjectStores.open(server.address(prefix));
  }

  private static String refusal(ThrowingCallable call) {
    RecordsUnavailable error = catchThrowableOfType(RecordsUnavailable.class, call);
    assertThat(error).isNotNull();
    assertThat(error.code()).isEqualTo(ErrorCode.MEDIA_UNAVAILABLE);
    return String.valueOf(error.getMessage());
  }

  private static String refusalOf(MediaAddress address) {
    return refusal(() -> ObjectStores.open(address).close());
  }

  @Test
  void storesAPictureOfTheLargestSizeUnderItsPrefix() throws IOException {
    MediaPath path = freshPath();
    byte[] bytes = bytes(16 << 20);

    store.write(path, MediaContent.of(ByteBuffer.wrap(bytes)));

    assertThat(Files.size(server.files().resolve(prefix).resolve(path.value())))
        .isEqualTo(bytes.length);
    try (InputStream in = store.open(path)) {
      assertThat(in.readAllBytes()).isEqualTo(bytes);
    }
  }

  @Test
  void listsMoreThanTheServerTellsAtOnceAndPassesOthersBy() throws IOException {
    Path day = server.files().resolve(prefix).resolve("xray_images/2026/11/25");
    Files.createDirectories(day);
    for (int i = 0; i < 1100; i++) {
      Files.createFile(day.resolve("%032x.png".formatted(i)));
    }
    Files.createFile(day.resolve("other.txt"));

    List<MediaPath> listed = new ArrayList<>();
    store.list(listed::add);

    assertThat(listed).hasSize(1100).doesNotHaveDuplicates();
  }

  @Test
  void leavesNothingBehindWhenItIsOpened() throws IOException {
    store.check();
    assertThat(server.files(prefix)).isEmpty();
  }

  @Test
  void isRefusedByAServerThatCannotEncryptAsItIsTold() {
    assertThat(refusalOf(server.encrypting("AES256"))).contains("found NotImplemented");
  }

  /** A server that takes everything and remembers what it was asked. */
  @Test
  void asksTheServerToEncryptEveryObject() throws IOException {
    List<String> asked = new CopyOnWriteArrayList<>();
    HttpServer listener =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    listener.createContext(
        "/",
        exchange -> {
          Headers headers = exchange.getRequestHeaders();
          if (exchange.getRequestMethod().equals("PUT")) {
            asked.add(
                headers.getFirst("x-amz-server-side-encryption")
                    + " "
                    + headers.getFirst("x-amz-server-side-encryption-aws-kms-key-id"));
          }
          exchange.getRequestBody().readAllBytes();
          byte[] answer = "<ListBucketResult/>".getBytes(StandardCharsets.US_ASCII);
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    listener.start();
    URI endpoint = URI.create("http://127.0.0.1:" + listener.getAddress().getPort());
    MediaAddress address =
        new MediaAddress(
            URI.create("s3://pictures"), endpoint, null, true, "aws:kms", "a-key", "a", "b");
    try (MediaStore encrypting = ObjectStores.open(address)) {
      encrypting.write(freshPath(), MediaContent.of(ByteBuffer.wrap(bytes(10))));
    } finally {
      listener.stop(0);
    }
    assertThat(asked).containsExactly("aws:kms a-key", "aws:kms a-key");
  }

  @Test
  void saysThatThereIsNoSuchBucket() {
    assertThat(refusalOf(server.ofBucket("nowhere")))
        .contains("s3://nowhere at " + server.endpoint(), "expected a bucket", "found none");
  }

  @Test
  void saysThatAccessIsDeniedWithoutShowingTheSecret() {
    assertThat(refusalOf(server.withSecret("a-wrong-secret-of-some-length")))
        .contains("expected credentials", "SignatureDoesNotMatch")
        .doesNotContain("a-wrong-secret");
  }

  @Test
  void saysThatNobodyAnswers() {
    MediaAddress nobody =
        new MediaAddress(
            URI.create("s3://pictures"),
            URI.create("http://127.0.0.1:1"),
            null,
            true,
            null,
            null,
            "a",
            "b");

    assertThat(refusalOf(nobody))
        .contains("127.0.0.1:1", "expected a server that answers", "ConnectException");
  }

  @Test
  void saysWhichAddressesItKnows() {
    MediaAddress other = server.address("x");
    MediaAddress gs =
        new MediaAddress(
            URI.create("gs://pictures"), other.endpoint(), null, true, null, null, null, null);

    assertThat(refusalOf(gs)).contains("s3://", "gs://pictures");
  }

  @Test
  void failsWhileTheServerIsAwayAndGoesOnWhenItIsBack() throws Exception {
    MediaPath path = freshPath();
    byte[] bytes = bytes(1000);
    store.write(path, MediaContent.of(ByteBuffer.wrap(bytes)));
    server.stop();
    try {
      assertThat(refusal(store::check)).contains("cannot be used");
      assertThat(refusal(() -> store.open(path))).contains(path.value());
      assertThat(refusal(() -> store.exists(path))).contains(path.value());
      assertThat(refusal(() -> store.delete(path))).contains(path.value());
      assertThat(refusal(() -> store.list(each -> {}))).contains("cannot be listed");
      assertThat(refusal(() -> store.write(path, MediaContent.of(ByteBuffer.wrap(bytes)))))
          .contains("cannot be stored");
    } finally {
      server.start();
    }
    store.check();
    try (InputStream in = store.open(path)) {
      assertThat(in.readAllBytes()).isEqualTo(bytes);
    }
  }
}
