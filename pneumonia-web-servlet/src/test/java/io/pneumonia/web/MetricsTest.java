package io.pneumonia.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pneumonia.web.ApiClient.Answer;
import io.pneumonia.web.configuration.ConfigurationKey;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetricsTest {

  @TempDir static Path folder;

  private static RunningServer server;

  @BeforeAll
  static void start() {
    server = new RunningServer(folder, Map.of(ConfigurationKey.METRICS_NETWORKS, "127.0.0.1"));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static PrometheusText scrape() {
    Answer answer = server.nobody().get("/metrics");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).startsWith("text/plain").contains("version=0.0.4");
    return new PrometheusText(answer.text());
  }

  @Test
  void tellsOfEveryStageOfAnUpload() {
    ApiClient somebody = server.somebody();
    Answer answer =
        somebody.upload(
            "/api/images/", "a.png", RunningServer.picture("phantom-pneumonia.png"), Map.of());
    assertThat(answer.status()).isEqualTo(201);
    PrometheusText metrics = scrape();
    for (String stage :
        new String[] {"wait", "decode", "preprocess", "infer", "decide", "store", "record"}) {
      assertThat(metrics.value("pneumonia_stage_seconds_count{stage=\"" + stage + "\"}"))
          .as(stage)
          .isEqualTo(1);
    }
    assertThat(metrics.value("pneumonia_predictions_total{finding=\"PNEUMONIA\"}")).isEqualTo(1);
    assertThat(metrics.value("pneumonia_predictions_total{finding=\"NORMAL\"}")).isZero();
    assertThat(
            metrics.value(
                "http_server_requests_seconds_count{method=\"POST\",route=\"/api/images\",status=\"201\"}"))
        .isEqualTo(1);
  }

  @Test
  void tellsOfQueueConnectionsNightsAndTheVirtualMachine() {
    PrometheusText metrics = scrape();
    assertThat(metrics.value("pneumonia_queue_capacity")).isEqualTo(64);
    assertThat(metrics.value("pneumonia_queue_waiting")).isZero();
    assertThat(metrics.value("pneumonia_upload_memory_bytes")).isZero();
    for (String pool : new String[] {"records", "records-readers"}) {
      String labels = "{pool=\"" + pool + "\"}";
      assertThat(metrics.value("pneumonia_database_connections_idle" + labels)).isPositive();
      assertThat(metrics.value("pneumonia_database_connections_active" + labels)).isZero();
      assertThat(metrics.value("pneumonia_database_connections_waiting" + labels)).isZero();
    }
    assertThat(metrics.value("pneumonia_database_connections_max{pool=\"records-readers\"}"))
        .isEqualTo(8);
    assertThat(metrics.value("pneumonia_nightly_total{outcome=\"failed\"}")).isZero();
    assertThat(metrics.types())
        .containsEntry("pneumonia_stage_seconds", "histogram")
        .containsEntry("http_server_requests_seconds", "histogram")
        .containsKeys(
            "jvm_memory_used_bytes", "jvm_threads_live_threads", "process_uptime_seconds");
  }

  @Test
  void makesNoSeriesOfWhatClientsSend() {
    server.nobody().get("/api/images/4711/?who=somebody");
    server.nobody().get("/nowhere/secret-name");
    String text = server.nobody().get("/metrics").text();
    assertThat(text).doesNotContain("4711").doesNotContain("secret-name").contains("none");
  }

  @Test
  void refusesBucketsThatDoNotGrow() {
    String wrong =
        """
        # HELP h x
        # TYPE h histogram
        h_bucket{le="1"} 2
        h_bucket{le="+Inf"} 1
        h_count 1
        h_sum 1
        """;
    assertThatThrownBy(() -> new PrometheusText(wrong)).hasMessageContaining("growing");
    assertThat(new PrometheusText(wrong.replace("} 2", "} 0")).value("h_sum")).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "# HELP a_total x\n# TYPE a_total counter\na_total 1",
        "# TYPE a_total counter\na_total 1\n",
        "# HELP a x\n# TYPE a counter\na 1\n",
        "# HELP a x\n# TYPE a gauge\na 1\na 2\n",
        "# HELP a x\n# TYPE a gauge\nb 1\n",
        "# HELP a x\n# TYPE a gauge\na{l=\"q\"q\"} 1\n",
        "# HELP h x\n# TYPE h histogram\nh_bucket{le=\"1\"} 1\nh_count 1\nh_sum 1\n",
      })
  void checksTheFormatStrictly(String wrong) {
    assertThatThrownBy(() -> new PrometheusText(wrong)).isInstanceOf(AssertionError.class);
  }
}
