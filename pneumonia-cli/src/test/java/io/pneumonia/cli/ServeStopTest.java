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
import java.util.concurrent.ExecutionException;
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
      List<Future<HttpResponse<String>>> answers = upload(server, address, token, clients, UPLOADS);
      Socket kept = new Socket(address.getHost(), address.getPort());
      assertThat(statusLine(kept)).startsWith("HTTP/1.1 200");
      awaitQueue(server, address, UPLOADS);

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
    assertThat(recordedUploads()).isEqualTo(UPLOADS);
  }

  @Test
  void cutsOffWhatTakesLongerThanItsGrace() throws Exception {
    int uploads = 12;
    ExecutorService clients = Executors.newFixedThreadPool(uploads);
    long recorded = 0;
    try (ServeProcess server =
        ServeProcess.start(
            folder,
            "--workers",
            "1",
            "--shutdown-grace",
            "1s",
            "--metrics-networks",
            "127.0.0.1")) {
      URI address = server.address();
      String token = server.token(address, "somebody");
      List<Future<HttpResponse<String>>> answers = upload(server, address, token, clients, uploads);
      awaitQueue(server, address, uploads);

      server.process().destroy();
      for (Future<HttpResponse<String>> answer : answers) {
        try {
          recorded += answer.get().statusCode() == 201 ? 1 : 0;
        } catch (ExecutionException e) {
          assertThat(e).hasCauseInstanceOf(IOException.class);
        }
      }
      assertThat(server.process().waitFor(1, TimeUnit.MINUTES)).isTrue();
      assertThat(server.process().exitValue()).as(server.errors()).isEqualTo(TERMINATED);
      assertThat(server.errors())
          .contains("cut off")
          .contains("stopped")
          .doesNotContain("Exception in thread");
    } finally {
      clients.shutdown();
    }
    assertThat(recorded).isLessThan(uploads);
    assertThat(recordedUploads()).isGreaterThanOrEqualTo(recorded);
  }

  private static List<Future<HttpResponse<String>>> upload(
      ServeProcess server, URI address, String token, ExecutorService clients, int uploads) {
    byte[] large = PngWriter.write(PixelImage.of(8000, 8000, 1, new byte[8000 * 8000]));
    List<Future<HttpResponse<String>>> answers = new ArrayList<>();
    for (int i = 0; i < uploads; i++) {
      answers.add(clients.submit(() -> server.upload(address, token, large, "")));
    }
    return answers;
  }

  private static void awaitQueue(ServeProcess server, URI address, int uploads) throws Exception {
    String wanted = "pneumonia_queue_waiting " + (uploads - 1) + ".0";
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

  private long recordedUploads() {
    Path data = folder.resolve("data");
    try (Records records = Records.open(RecordsConfiguration.in(data))) {
      assertThat(data.resolve("media/incoming")).isEmptyDirectory();
      return records
          .lists()
          .page(Actor.SYSTEM, DiagnosisFilter.ALL, DiagnosisOrder.LATEST_FIRST, PageRequest.FIRST)
          .count();
    }
  }
}
