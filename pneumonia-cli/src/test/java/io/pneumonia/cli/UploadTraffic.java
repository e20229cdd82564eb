package io.pneumonia.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Users who upload one picture after another, half of them from browsers, and note the answers. */
final class UploadTraffic implements AutoCloseable {

  private final URI site;
  private final List<SignedInClient> users = new ArrayList<>();
  private final List<byte[]> pictures = new ArrayList<>();
  private final ExecutorService threads;
  private final AtomicBoolean running = new AtomicBoolean(true);
  private final Queue<Acknowledged> acknowledged = new ConcurrentLinkedQueue<>();
  private final Queue<String> refused = new ConcurrentLinkedQueue<>();

  /** What a user was told is recorded. */
  private record Acknowledged(SignedInClient user, long result, String sha256) {}

  UploadTraffic(URI site, int count) throws Exception {
    this.site = site;
    for (String finding : List.of("normal", "pneumonia")) {
      pictures.add(
          Files.readAllBytes(ServeProcess.EXAMPLES.resolve("phantom-" + finding + ".png")));
    }
    for (int i = 0; i < count; i++) {
      SignedInClient program = SignedInClient.register(site, "user" + i);
      users.add(i % 2 == 0 ? program : SignedInClient.withSession(site, "user" + i));
    }
    threads = Executors.newFixedThreadPool(count);
    users.forEach(user -> threads.execute(() -> uploadUntilStopped(user)));
  }

  private void uploadUntilStopped(SignedInClient user) {
    for (int i = 0; running.get(); i++) {
      byte[] picture = pictures.get(i % pictures.size());
      try {
        note(
            user,
            picture,
            user.upload(site.resolve("/api/images/"), Map.of("image", picture), Map.of()));
      } catch (IOException | RuntimeException e) {
        refused.add(e.toString());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private void note(SignedInClient user, byte[] picture, HttpResponse<byte[]> answer)
      throws IOException {
    if (answer.statusCode() == 201) {
      long result = SignedInClient.tree(answer).path("result").path("id").asLong();
      acknowledged.add(new Acknowledged(user, result, sha256(picture)));
    } else if (answer.statusCode() != ReverseProxy.BAD_GATEWAY) {
      refused.add(answer.statusCode() + " " + SignedInClient.tree(answer));
    }
  }

  /** Waits for so many more. */
  void awaitAcknowledged(int more) throws InterruptedException {
    int enough = acknowledged.size() + more;
    for (int i = 0; i < 600 && acknowledged.size() < enough; i++) {
      TimeUnit.MILLISECONDS.sleep(100);
    }
    assertThat(acknowledged).as(refused.toString()).hasSizeGreaterThanOrEqualTo(enough);
  }

  void stop() throws InterruptedException {
    running.set(false);
    threads.shutdown();
    assertThat(threads.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
  }

  /** No answer of the server that died is one thing, any other answer would be another. */
  void assertNobodyWasRefused() {
    assertThat(refused).isEmpty();
  }

  void assertEverythingAcknowledgedIsThere(URI server) throws Exception {
    for (Acknowledged each : acknowledged) {
      JsonNode result = each.user().read(server.resolve("/api/results/" + each.result() + "/"));
      URI picture =
          server.resolve(URI.create(result.path("xray_image").path("image").asText()).getPath());
      HttpResponse<byte[]> stored = each.user().get(picture);
      assertThat(stored.statusCode()).as(result.toString()).isEqualTo(200);
      assertThat(sha256(stored.body())).isEqualTo(each.sha256());
    }
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  void assertEverybodyIsSignedIn() throws Exception {
    for (SignedInClient user : users) {
      String path = user.hasSession() ? "/api/session/" : "/api/users/me/";
      assertThat(user.get(site.resolve(path)).statusCode()).isEqualTo(200);
    }
  }

  @Override
  public void close() {
    running.set(false);
    threads.shutdownNow();
  }
}
