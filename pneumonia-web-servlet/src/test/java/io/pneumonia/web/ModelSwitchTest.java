package io.pneumonia.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.ModelRejected;
import io.pneumonia.persistence.models.ModelActivation;
import io.pneumonia.persistence.models.RegisteredModel;
import io.pneumonia.persistence.request.Actor;
import io.pneumonia.web.application.InstalledModels;
import io.pneumonia.web.application.ScratchFolder;
import io.pneumonia.web.configuration.ConfigurationKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Another model comes into force, here and on other servers, and nobody's request fails. */
class ModelSwitchTest {

  private static final Actor CHIEF = new Actor(1L, "chief", true, null);
  private static final String PHANTOM = "phantom-net";
  private static final String SHIFTED = "phantom-shifted";

  @TempDir Path folder;

  private RunningServer server() {
    return new RunningServer(folder, Map.of());
  }

  private static InstalledModels models(RunningServer server) {
    return server.server().application().models();
  }

  private static String inForce(RunningServer server) {
    return server.nobody().get("/health/ready/").status() == 200
        ? server.server().application().model().id().name()
        : "not ready";
  }

  private static List<ModelActivation> history(RunningServer server) {
    return server.server().application().records().models().history(10);
  }

  @Test
  void registersTheConfiguredModelWithItsFiles() throws IOException {
    try (RunningServer server = server();
        ScratchFolder back = ScratchFolder.make()) {
      assertThat(history(server)).singleElement().matches(ModelActivation::isAutomatic);
      RegisteredModel model = history(server).get(0).model();
      Path file = server.server().application().records().models().unpack(model, back.path());
      assertThat(file)
          .hasFileName("phantom-net.h5")
          .hasBinaryContent(RunningServer.picture("phantom-net.h5"));
    }
    try (RunningServer again = server()) {
      assertThat(history(again)).hasSize(1);
    }
  }

  @Test
  void failsNoUploadWhileModelsAreSwitched() throws Exception {
    try (RunningServer server = server()) {
      RegisteredModel shifted = TestModels.add(server);
      byte[] picture = RunningServer.picture("phantom-pneumonia.png");
      AtomicBoolean running = new AtomicBoolean(true);
      Map<String, Integer> used = new ConcurrentHashMap<>();
      ExecutorService threads = Executors.newFixedThreadPool(4);
      List<Future<List<Integer>>> clients = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        ApiClient client = server.somebody();
        clients.add(
            threads.submit(
                () -> {
                  List<Integer> statuses = new ArrayList<>();
                  while (running.get()) {
                    ApiClient.Answer answer =
                        client.upload("/api/images/", "a.png", picture, Map.of());
                    statuses.add(answer.status());
                    used.merge(scoreAndModel(client, answer), 1, Integer::sum);
                  }
                  return statuses;
                }));
      }
      for (int i = 0; i < 6; i++) {
        int before = uses(used, SHIFTED);
        models(server).activate(CHIEF, shifted.id());
        await(() -> uses(used, SHIFTED) > before);
        models(server).rollBack(CHIEF);
      }
      running.set(false);
      for (Future<List<Integer>> client : clients) {
        assertThat(client.get()).isNotEmpty().containsOnly(201);
      }
      threads.shutdown();
      assertThat(used).as("each model has one score").hasSize(2);
      assertThat(server.server().application().records().models().history(100)).hasSize(13);
    }
  }

  private static int uses(Map<String, Integer> used, String model) {
    return used.entrySet().stream()
        .filter(each -> each.getKey().endsWith(model))
        .mapToInt(Map.Entry::getValue)
        .sum();
  }

  private static String scoreAndModel(ApiClient client, ApiClient.Answer uploaded) {
    long id = uploaded.json().path("result").path("id").asLong();
    ApiClient.Answer result = client.get("/api/results/" + id + "/");
    return result.json().path("raw_score").asText()
        + " "
        + result.json().path("model").path("name").asText();
  }

  @Test
  void followsWhatAnotherServerPutInForce() {
    try (RunningServer one = server();
        RunningServer other = server()) {
      RegisteredModel shifted = TestModels.add(one);
      models(one).activate(CHIEF, shifted.id());
      assertThat(inForce(one)).isEqualTo(SHIFTED);
      await(() -> inForce(other).equals(SHIFTED));
      models(other).rollBack(CHIEF);
      assertThat(inForce(other)).isEqualTo(PHANTOM);
      await(() -> inForce(one).equals(PHANTOM));
    }
  }

  @Test
  void keepsTheChosenModelOverAStartUnlessTheConfigurationOverrules() {
    try (RunningServer server = server()) {
      models(server).activate(CHIEF, TestModels.add(server).id());
    }
    try (RunningServer again = server()) {
      assertThat(inForce(again)).isEqualTo(SHIFTED);
    }
    Map<ConfigurationKey, String> overruling =
        Map.of(ConfigurationKey.MODEL_AT_START, "configured");
    try (RunningServer overruled = new RunningServer(folder, overruling)) {
      assertThat(inForce(overruled)).isEqualTo(PHANTOM);
      assertThat(history(overruled)).first().matches(ModelActivation::isAutomatic);
    }
    try (RunningServer later = server()) {
      assertThat(inForce(later)).isEqualTo(PHANTOM);
    }
  }

  @Test
  void followsTheConfigurationWhereNobodyChose() throws IOException {
    server().close();
    Path model = Files.write(folder.resolve(TestModels.SHIFTED), bytesOfShifted());
    Files.write(folder.resolve(TestModels.CARD), TestModels.bytes(TestModels.CARD));
    Map<ConfigurationKey, String> other = Map.of(ConfigurationKey.MODEL, model.toString());
    try (RunningServer server = new RunningServer(folder, other)) {
      assertThat(inForce(server)).isEqualTo(SHIFTED);
      assertThat(models(server).rollBack(CHIEF).model().name()).isEqualTo(PHANTOM);
      assertThat(inForce(server)).isEqualTo(PHANTOM);
    }
  }

  private static byte[] bytesOfShifted() {
    return TestModels.bytes(TestModels.SHIFTED);
  }

  @Test
  void registersNothingThatDoesNotAnswer() throws IOException {
    try (RunningServer server = server();
        ScratchFolder scratch = ScratchFolder.make()) {
      Path model = Files.writeString(scratch.path().resolve("no-model.keras"), "not a model");
      assertThatThrownBy(() -> models(server).add(CHIEF, scratch, model))
          .isInstanceOf(ModelRejected.class);
      assertThat(models(server).list()).hasSize(1);
      assertThat(inForce(server)).isEqualTo(PHANTOM);
    }
  }

  @Test
  void goesOnWithTheModelItHasAndSaysSoWhereTheOneInForceCannotBeOpened() {
    try (RunningServer server = server()) {
      RegisteredModel shifted = TestModels.add(server);
      damage(shifted);
      assertThatThrownBy(() -> models(server).activate(CHIEF, shifted.id()))
          .isInstanceOf(ModelRejected.class);
      assertThat(inForce(server)).isEqualTo(PHANTOM);

      server.server().application().records().models().activate(CHIEF, shifted.id());
      await(() -> models(server).problem().isPresent());

      assertThat(models(server).problem().orElseThrow()).contains(SHIFTED, "cannot be opened here");
      ApiClient.Answer ready = server.nobody().get("/health/ready/");
      assertThat(ready.status()).isEqualTo(503);
      String reason = ready.json().path("parts").path("model").asText();
      assertThat(ErrorCode.values()).extracting(Enum::name).contains(reason);
      models(server).rollBack(CHIEF);
      assertThat(models(server).problem()).isEmpty();
      assertThat(inForce(server)).isEqualTo(PHANTOM);
    }
  }

  @Test
  void doesNotStartWithAnotherModelThanTheChosenOne() {
    try (RunningServer server = server()) {
      RegisteredModel shifted = TestModels.add(server);
      models(server).activate(CHIEF, shifted.id());
      damage(shifted);
    }
    assertThatThrownBy(this::server)
        .isInstanceOf(ModelRejected.class)
        .hasMessageContainingAll(SHIFTED, "chief", "model-at-start=configured");
  }

  /** Exchanges one byte of the model behind the back of the product. */
  private void damage(RegisteredModel model) {
    String url = "jdbc:sqlite:" + folder.resolve("data/records.db");
    String sql =
        "UPDATE model_files SET content = 'AAAA' || substr(content, 5) WHERE model_id = "
            + model.id()
            + " AND path = '"
            + TestModels.SHIFTED
            + "'";
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      assertThat(statement.executeUpdate(sql)).isPositive();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Waits for what other threads do; the limit only ends a test that has failed. */
  private static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + 60_000_000_000L;
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited for too long").isLessThan(end);
      try {
        Thread.sleep(50);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
  }
}
