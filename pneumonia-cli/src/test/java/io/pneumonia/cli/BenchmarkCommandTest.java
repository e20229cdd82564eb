package io.pneumonia.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The benchmark on the examples' model: that figures are there and hang together. */
class BenchmarkCommandTest {

  private static final Path DATA = Path.of("../pneumonia-examples/data");
  private static final String MODEL = DATA.resolve("phantom-net.h5").toString();

  @TempDir Path folder;

  @Test
  void measuresEveryBackendInProcessesOfItsOwn() throws IOException {
    Path json = folder.resolve("speed.json");
    Path page = folder.resolve("speed.html");
    Path broken = Files.writeString(folder.resolve("broken.jpg"), "no picture");

    CommandResult result =
        CommandResult.of(
            "benchmark",
            "--model",
            MODEL,
            "--seconds",
            "1",
            "--starts",
            "1",
            "--json",
            json.toString(),
            "--report",
            page.toString(),
            DATA.toString(),
            broken.toString());

    assertThat(result.err()).isEmpty();
    assertThat(result.status()).isZero();
    assertThat(result.out()).contains("latency p99, ms", "onnx / tensorflow", "1 refused");
    JsonNode report = new ObjectMapper().readTree(json.toFile());
    assertThat(report.get("pictures").asInt()).isEqualTo(2);
    assertThat(report.get("refused").asInt()).isEqualTo(1);
    assertThat(report.get("machine").get("processors").asInt()).isPositive();
    assertThat(report.get("parity").get("pairs").get(0).get("flips").asInt()).isZero();
    assertThat(report.get("backends")).hasSize(2);
    for (JsonNode backend : report.get("backends")) {
      JsonNode latency = backend.get("latency_ms");
      assertThat(latency.get("p50").asDouble())
          .isPositive()
          .isLessThanOrEqualTo(latency.get("p90").asDouble());
      assertThat(latency.get("p90").asDouble()).isLessThanOrEqualTo(latency.get("p99").asDouble());
      assertThat(backend.get("pictures_per_second").asDouble()).isPositive();
      assertThat(backend.get("opening_ms").asDouble()).isPositive();
      // A whole process takes longer than one prediction in a running one.
      assertThat(backend.get("cold_starts_ms").get(0).asDouble())
          .isGreaterThan(latency.get("p50").asDouble());
    }
    assertThat(page).content().contains("<svg", "Latency of onnx", "Latency of tensorflow");
  }

  @Test
  void refusesFolderWithoutUsablePictures() throws IOException {
    Path broken = Files.writeString(folder.resolve("broken.jpg"), "no picture");

    CommandResult result = CommandResult.of("benchmark", "--model", MODEL, broken.toString());

    assertThat(result.status()).isEqualTo(ExitStatus.USAGE);
    assertThat(result.err()).contains("Expected at least one picture that can be predicted");
  }

  @Test
  void refusesExistingFiles() throws IOException {
    Path json = Files.writeString(folder.resolve("speed.json"), "{}");

    CommandResult result =
        CommandResult.of("benchmark", "--model", MODEL, "--json", json.toString(), DATA.toString());

    assertThat(result.status()).isEqualTo(ExitStatus.USAGE);
    assertThat(result.err()).contains("exists already");
    assertThat(json).hasContent("{}");
  }
}
