package io.pneumonia.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What nobody configured is not even loaded. */
class TelemetryOffTest {

  @TempDir private Path folder;

  @Test
  void loadsNoLibraryThatReportsUnlessItIsConfigured() throws Exception {
    assertThat(loaded("off"))
        .contains("io.pneumonia.web.telemetry.Telemetry ")
        .doesNotContain("io.sentry.", "io.opentelemetry.");
    assertThat(loaded("on", "--traces", "http://127.0.0.1:1/v1/traces"))
        .contains("io.opentelemetry.")
        .doesNotContain("io.sentry.");
  }

  /** The classes that a server loads to start and to analyse a picture. */
  private String loaded(String name, String... options) throws Exception {
    Path log = folder.resolve(name);
    Map<String, String> environment =
        Map.of("JAVA_TOOL_OPTIONS", "-Xlog:class+load:file=" + log + "::filecount=0");
    try (ServeProcess server = ServeProcess.start(folder, environment, options)) {
      URI address = server.address();
      byte[] picture = Files.readAllBytes(ServeProcess.EXAMPLES.resolve("phantom-normal.png"));
      String token = server.token(address, name + "user");
      assertThat(server.upload(address, token, picture, "").statusCode()).isEqualTo(201);
    }
    try (Stream<String> lines = Files.lines(log)) {
      return lines.filter(line -> line.contains(" io.")).collect(Collectors.joining("\n"));
    }
  }
}
