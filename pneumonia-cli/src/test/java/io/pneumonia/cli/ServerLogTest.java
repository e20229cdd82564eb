package io.pneumonia.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pneumonia.web.configuration.ServerConfiguration.Log;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.slf4j.bridge.SLF4JBridgeHandler;

class ServerLogTest {

  private static final Logger JERSEY = Logger.getLogger("org.glassfish.jersey.server");

  private final ByteArrayOutputStream errors = new ByteArrayOutputStream();
  private PrintStream before;

  @BeforeEach
  void capture() {
    before = System.err;
    System.setErr(new PrintStream(errors, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void restore() {
    System.setErr(before);
    SLF4JBridgeHandler.uninstall();
    ((LoggerContext) LoggerFactory.getILoggerFactory()).reset();
    MDC.clear();
  }

  private String logged() {
    return errors.toString(StandardCharsets.UTF_8);
  }

  @Test
  void takesInWhatLibrariesLogThroughJava() {
    ServerLog.configure(new Log(false, "info"));
    MDC.put("request", "a1b2c3d4");
    JERSEY.warning("something is odd");
    JERSEY.fine("nothing is");
    assertThat(logged())
        .contains("WARN  [a1b2c3d4] org.glassfish.jersey.server - something is odd")
        .doesNotContain("nothing is");
  }

  @Test
  void writesOneJsonObjectALine() throws Exception {
    ServerLog.configure(new Log(true, "info"));
    MDC.put("request", "a1b2c3d4");
    JERSEY.warning("first\nsecond");
    assertThat(logged().lines()).hasSize(1);
    assertThat(new ObjectMapper().readTree(logged()).path("request").asText())
        .isEqualTo("a1b2c3d4");
  }

  @Test
  void keepsALineALine() {
    ServerLog.configure(new Log(false, "info"));
    LoggerFactory.getLogger("io.pneumonia.test").warn("first\nsecond\rthird");
    assertThat(logged().lines()).hasSize(1);
  }
}
