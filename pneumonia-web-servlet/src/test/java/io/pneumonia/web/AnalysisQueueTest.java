package io.pneumonia.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.pneumonia.web.ApiClient.Answer;
import io.pneumonia.web.configuration.ConfigurationKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnalysisQueueTest {

  @TempDir private Path folder;

  @Test
  void answersServerBusyWhereMoreIsAskedForThanItTakesAndLosesNothing() throws Exception {
    Map<ConfigurationKey, String> narrow =
        Map.of(ConfigurationKey.WORKERS, "1", ConfigurationKey.QUEUE, "1");
    ExecutorService clients = Executors.newFixedThreadPool(16);
    try (RunningServer server = new RunningServer(folder, narrow)) {
      ApiClient somebody = server.somebody();
      byte[] picture = RunningServer.picture("phantom-normal.png");
      List<Future<Answer>> answers = new ArrayList<>();
      for (int i = 0; i < 64; i++) {
        answers.add(
            clients.submit(() -> somebody.upload("/api/images/", "a.png", picture, Map.of())));
      }
      int created = 0;
      for (Future<Answer> each : answers) {
        Answer answer = each.get();
        assertThat(answer.status()).as(answer.text()).isIn(201, 503);
        if (answer.status() == 201) {
          created++;
        } else {
          assertThat(answer.header("Retry-After")).isEqualTo("1");
          assertThat(answer.json().path("error").asText()).isEqualTo("Server busy");
        }
      }
      assertThat(created).isBetween(2, 63);
      assertThat(somebody.get("/api/results/").json().path("count").asInt()).isEqualTo(created);
      assertThat(server.server().application().uploads().taken()).isZero();
      assertThat(mediaFiles()).hasSize(created);
    } finally {
      clients.shutdown();
    }
  }

  private List<Path> mediaFiles() throws Exception {
    try (Stream<Path> files = Files.walk(folder.resolve("data/media"))) {
      return files.filter(Files::isRegularFile).toList();
    }
  }
}
