package io.pneumonia.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.jul.LevelChangePropagator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import io.pneumonia.web.configuration.ServerConfiguration.Log;
import net.logstash.logback.encoder.LogstashEncoder;
import org.slf4j.ILoggerFactory;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/**
 * The log of a server: Logback, which knows JSON and the correlation id. Other commands log through
 * slf4j-simple, which starts a tenth of a second faster.
 */
final class ServerLog {

  private static final String PROVIDER = "slf4j.provider";

  private static final String LINE =
      "%d{yyyy-MM-dd'T'HH:mm:ss.SSS'Z',UTC} %-5level [%X{request:--}] %logger{30} - "
          + "%replace(%msg){'[\\r\\n]','_'}%n%ex";

  private ServerLog() {}

  /** Chooses the log's library; before any class asks for a logger. */
  static void choose(boolean server) {
    System.setProperty("slf4j.internal.verbosity", "WARN");
    if (System.getProperty(PROVIDER) == null) {
      System.setProperty(
          PROVIDER,
          server
              ? "ch.qos.logback.classic.spi.LogbackServiceProvider"
              : "org.slf4j.simple.SimpleServiceProvider");
    }
  }

  /** Applies the settings; of another log than Logback, whoever chose it takes care. */
  static void configure(Log log) {
    ILoggerFactory factory = LoggerFactory.getILoggerFactory();
    if (factory instanceof LoggerContext context) {
      context.reset();
      ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
      console.setContext(context);
      console.setTarget("System.err");
      console.setEncoder(encoder(context, log));
      console.start();
      Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
      root.addAppender(console);
      root.setLevel(Level.WARN);
      context.getLogger("io.pneumonia").setLevel(Level.toLevel(log.level()));
      bridgeJavaLogging(context);
    }
  }

  /** Levels are those of the root, so that what is not logged costs nothing. */
  private static void bridgeJavaLogging(LoggerContext context) {
    LevelChangePropagator levels = new LevelChangePropagator();
    levels.setContext(context);
    levels.setResetJUL(true);
    levels.start();
    context.addListener(levels);
    SLF4JBridgeHandler.removeHandlersForRootLogger();
    SLF4JBridgeHandler.install();
  }

  private static Encoder<ILoggingEvent> encoder(LoggerContext context, Log log) {
    if (log.json()) {
      LogstashEncoder json = new LogstashEncoder();
      json.setContext(context);
      json.start();
      return json;
    }
    PatternLayoutEncoder plain = new PatternLayoutEncoder();
    plain.setContext(context);
    plain.setPattern(LINE);
    plain.start();
    return plain;
  }
}
