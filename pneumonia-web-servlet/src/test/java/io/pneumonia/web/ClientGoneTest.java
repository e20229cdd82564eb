package io.pneumonia.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.pneumonia.image.PixelImage;
import io.pneumonia.image.PngWriter;
import io.pneumonia.web.ApiClient.Answer;
import io.pneumonia.web.application.AnalysisQueue;
import io.pneumonia.web.configuration.ConfigurationKey;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients that wait behind pictures which take long, and go away or stay. */
class ClientGoneTest {

  private static final int SLOW = 3;
  private static final int PLACES = 16;

  @TempDir private Path folder;

  private final ExecutorService slowClients = Executors.newFixedThreadPool(SLOW);
  private final List<Future<Answer>> slowAnswers = new ArrayList<>();
  private RunningServer server;
  private ApiClient somebody;
  private AnalysisQueue queue;

  @BeforeEach
  void keepTheOnlyWorkerBusy() {
    server =
        new RunningServer(
            folder,
            Map.of(
                ConfigurationKey.WORKERS,
                "1",
                ConfigurationKey.QUEUE,
                Integer.toString(PLACES + SLOW - 1)));
    somebody = server.somebody();
    queue = server.server().application().queue();
    byte[] large = PngWriter.write(PixelImage.of(6000, 6000, 1, new byte[6000 * 6000]));
    for (int i = 0; i < SLOW; i++) {
      slowAnswers.add(
          slowClients.submit(() -> somebody.upload("/api/images/", "l.png", large, Map.of())));
    }
    await(() -> queue.running() == 1 && queue.waiting() == SLOW - 1);
  }

  @AfterEach
  void stop() throws Exception {
    for (Future<Answer> answer : slowAnswers) {
      assertThat(answer.get().status()).isIn(201, 400);
    }
    slowClients.shutdown();
    server.close();
  }

  private static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + 60_000_000_000L;
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited for too long").isLessThan(end);
      Thread.onSpinWait();
    }
  }

  private Socket waiting() throws IOException {
    URI address = server.server().address();
    Socket socket = new Socket(address.getHost(), address.getPort());
    byte[] upload = somebody.rawUpload(RunningServer.picture("phantom-normal.png"));
    socket.getOutputStream().write(upload);
    return socket;
  }

  private List<Socket> fillTheQueue() throws IOException {
    List<Socket> sockets = new ArrayList<>();
    for (int i = 0; i < PLACES; i++) {
      sockets.add(waiting());
    }
    await(() -> queue.waiting() == PLACES + SLOW - 1);
    Answer refused =
        somebody.upload(
            "/api/images/", "a.png", RunningServer.picture("phantom-normal.png"), Map.of());
    assertThat(refused.status()).isEqualTo(503);
    return sockets;
  }

  @Test
  void freesThePlacesOfClientsThatGoAwayAndAnalysesNothingForThem() throws Exception {
    for (Socket socket : fillTheQueue()) {
      socket.close();
    }
    await(() -> queue.waiting() < SLOW);
    await(() -> server.server().application().uploads().taken() < 1 << 20);
    for (Future<Answer> answer : slowAnswers) {
      answer.get();
    }
    await(() -> server.server().application().uploads().taken() == 0);
    long recorded = slowAnswers.stream().filter(ClientGoneTest::isCreated).count();
    assertThat(somebody.get("/api/results/").json().path("count").asLong()).isEqualTo(recorded);
  }

  @Test
  void answersEveryClientThatStays() throws Exception {
    List<Socket> sockets = fillTheQueue();
    for (Socket socket : sockets) {
      assertThat(statusLine(socket)).startsWith("HTTP/1.1 201");
      socket.close();
    }
  }

  @Test
  void answersRequestsThatComeBeforeTheAnswerToTheFirst() throws Exception {
    try (Socket socket = waiting()) {
      await(() -> queue.waiting() == SLOW);
      byte[] next =
          "GET /health/live/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
              .getBytes(StandardCharsets.US_ASCII);
      socket.getOutputStream().write(next);
      String both = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(both).startsWith("HTTP/1.1 201").contains("HTTP/1.1 200", "\"healthy\"");
    }
  }

  private static boolean isCreated(Future<Answer> answer) {
    try {
      return answer.get().status() == 201;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static String statusLine(Socket socket) throws IOException {
    return new String(socket.getInputStream().readNBytes(32), StandardCharsets.US_ASCII);
  }
}
