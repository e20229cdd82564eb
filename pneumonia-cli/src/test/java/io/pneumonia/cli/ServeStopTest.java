package io.pneumonia.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.pneumonia.image.PixelImage;
import io.pneumonia.image.PngWriter;
import io.pneumonia.persistence.Records;
import io.pneumonia.persistence.RecordsConfiguration;
import io.pneumonia.persistence.diagnoses.DiagnosisFilter;
import io.pneumonia.persistence.diagnoses.DiagnosisOrder;
import io.pneumonia.persistence.request.Actor;
import io.pneumonia.persistence.request.PageRequest;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServeStopTest {

  /** What a JVM ends with that was asked to end by SIGTERM. */
  private static final int TERMINATED = 128 + 15;

  private static final int UPLOADS = 4;

  @TempDir private Path folder;

  @Test
  void finishesRunningRequestsAndRefusesNewOnesWhenItIsToldToStop() throws Exception {
    ExecutorService clients = Executors.newFixedThreadPool(UPLOADS);
    try (ServeProcess server =
        ServeProcess.start(folder, "--workers", "1", "--metrics-networks", "127.0.0.1")) {
      URI address = server.address();
      String token = server.token(address, "somebody");
      byte[] large = PngWriter.write(PixelImage.of(8000, 8000, 1, new byte[8000 * 8000]));
      List<Future<HttpResponse<String>>> answers = new ArrayList<>();
      for (int i = 0; i < UPLOADS; i++) {
        answers.add(clients.submit(() -> server.upload(address, token, large, "")));
      }
      Socket kept = new Socket(address.getHost(), address.getPort());
      assertThat(statusLine(kept)).startsWith("HTTP/1.1 200");
      awaitQueue(server, address);

      server.process().destroy();
      awaitRefusal(address);
      assertThat(statusLine(kept))
          .satisfiesAnyOf(
              line -> assertThat(line).isEmpty(),
              line -> assertThat(line).startsWith("HTTP/1.1 503"));
      kept.close();
      for (Future<HttpResponse<String>> answer : answers) {
        assertThat(answer.get().statusCode()).as(answer.get().body()).isEqualTo(201);
      }
      assertThat(server.process().waitFor(1, TimeUnit.MINUTES)).isTrue();
      assertThat(server.process().exitValue()).as(server.errors()).isEqualTo(TERMINATED);
      assertThat(server.errors())
          .contains("stopped")
          .doesNotContain("ERROR")
          .doesNotContain("\tat ");
    } finally {
      clients.shutdown();
    }
    assertEverythingIsRecorded();
  }

  private static void awaitQueue(ServeProcess server, URI address) throws Exception {
    String wanted = "pneumonia_queue_waiting " + (UPLOADS - 1) + ".0";
    for (int i = 0; i < 3000; i++) {
      if (server.get(address.resolve("/metrics")).body().contains(wanted)) {
        return;
      }
      TimeUnit.MILLISECONDS.sleep(10);
    }
    throw new AssertionError("expected " + wanted);
  }

  private static void awaitRefusal(URI address) throws Exception {
    for (int i = 0; i < 3000; i++) {
      try {
        new Socket(address.getHost(), address.getPort()).close();
        TimeUnit.MILLISECONDS.sleep(10);
      } catch (ConnectException e) {
        return;
      }
    }
    throw new AssertionError("expected that new connections are refused");
  }

  /** Of one more request on a connection; empty where the connection was closed. */
  private static String statusLine(Socket socket) {
    try {
      byte[] request =
          "GET /health/live/ HTTP/1.1\r\nHost: localhost\r\n\r\n"
              .getBytes(StandardCharsets.US_ASCII);
      socket.getOutputStream().write(request);
      byte[] buffer = new byte[4096];
      int read = socket.getInputStream().read(buffer);
      return new String(buffer, 0, Math.max(read, 0), StandardCharsets.US_ASCII);
    } catch (IOException e) {
      return "";
    }
  }

  private void assertEverythingIsRecorded() {
    Path data = folder.resolve("data");
    try (Records records = Records.open(RecordsConfiguration.in(data))) {
      assertThat(
              records
                  .lists()
                  .page(
                      Actor.SYSTEM,
                      DiagnosisFilter.ALL,
                      DiagnosisOrder.LATEST_FIRST,
                      PageRequest.FIRST)
                  .count())
          .isEqualTo(UPLOADS);
    }
    assertThat(data.resolve("media/incoming")).isEmptyDirectory();
  }
}
