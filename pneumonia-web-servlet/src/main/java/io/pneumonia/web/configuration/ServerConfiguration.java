package io.pneumonia.web.configuration;

import io.pneumonia.persistence.encryption.EncryptionKeys;
import io.pneumonia.persistence.media.MediaAddress;
import io.pneumonia.preprocess.DecodeMode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a server is told, checked.
 *
 * @param listen where to listen
 * @param records where records are kept
 * @param model what decides
 * @param capacity how much at once
 * @param exposure who may reach it, and how
 * @param sessions how long browsers stay signed in
 * @param nightlyAt when records are tidied, UTC
 * @param shutdownGrace how long a stop waits for requests that are being answered
 * @param log what the log looks like
 * @param reporting what is sent to other systems
 */
public record ServerConfiguration(
    Listen listen,
    RecordsPlace records,
    ModelChoice model,
    Capacity capacity,
    Exposure exposure,
    Sessions sessions,
    LocalTime nightlyAt,
    Duration shutdownGrace,
    Log log,
    Reporting reporting) {

  /**
   * Where to listen.
   *
   * @param host an address of this machine
   * @param port 1 to 65535, or 0 for any free one
   */
  public record Listen(String host, int port) {}

  /**
   * Where records are kept.
   *
   * @param dataFolder database, pictures and secret key, unless they are elsewhere
   * @param databaseUrl another database than SQLite in the folder, or null
   * @param databaseUser its user, or null
   * @param databasePassword its password, or null
   * @param databaseConnections how many at most
   * @param mediaFolder another folder for pictures, or null
   * @param objectStore for pictures instead of a folder, or null
   * @param encryption what pictures and patients' fields are encrypted with
   */
  public record RecordsPlace(
      Path dataFolder,
      @Nullable String databaseUrl,
      @Nullable String databaseUser,
      @Nullable String databasePassword,
      int databaseConnections,
      @Nullable Path mediaFolder,
      @Nullable MediaAddress objectStore,
      EncryptionKeys encryption) {

    /** Without password and keys. */
    @Override
    public String toString() {
      return databaseUrl == null ? dataFolder.toString() : databaseUrl;
    }
  }

  /**
   * What decides.
   *
   * @param file the model, or null for the bundled one
   * @param card its card, or null for the one beside it
   * @param backend the backend's name
   * @param threads of one run of the network, 0 for the backend's choice
   * @param decodeMode whether every pixel of a picture is decoded
   * @param overrules whether this model is in force from the start on, whatever administrators
   *     chose before
   */
  public record ModelChoice(
      @Nullable Path file,
      @Nullable Path card,
      String backend,
      int threads,
      DecodeMode decodeMode,
      boolean overrules) {

    /**
     * The model file.
     *
     * @return empty for the bundled model
     */
    public Optional<Path> ownFile() {
      return Optional.ofNullable(file);
    }
  }

  /**
   * How much at once.
   *
   * @param workers pictures analysed at once, 1 or more
   * @param queue pictures that may wait, 0 or more
   * @param uploadMebibytes memory for uploads in flight
   */
  public record Capacity(int workers, int queue, int uploadMebibytes) {}

  /**
   * Who may reach it, and how.
   *
   * @param production whether what only a trial may do is refused
   * @param secretKey signs forms, or null for the one kept in the data folder
   * @param allowedHosts host names that clients may use; empty for those of this machine
   * @param trustedProxies networks whose forwarded headers count
   * @param corsOrigins origins whose scripts may call the API
   * @param metricsNetworks networks that may read the metrics
   * @param openRegistration whether anybody may register
   */
  public record Exposure(
      boolean production,
      @Nullable String secretKey,
      List<String> allowedHosts,
      List<Network> trustedProxies,
      List<String> corsOrigins,
      List<Network> metricsNetworks,
      boolean openRegistration) {

    /** Copies the lists. */
    public Exposure {
      allowedHosts = List.copyOf(allowedHosts);
      trustedProxies = List.copyOf(trustedProxies);
      corsOrigins = List.copyOf(corsOrigins);
      metricsNetworks = List.copyOf(metricsNetworks);
    }

    /** Without the key. */
    @Override
    public String toString() {
      return (production ? "production" : "trial") + " for " + allowedHosts;
    }
  }

  /**
   * How long browsers stay signed in.
   *
   * @param idle without a request
   * @param lifetime in any case
   */
  public record Sessions(Duration idle, Duration lifetime) {}

  /**
   * What the log looks like.
   *
   * @param json one JSON object a line, or text
   * @param level error, warn, info or debug
   */
  public record Log(boolean json, String level) {}

  /**
   * What is sent to other systems, nothing of it about a person.
   *
   * @param errorReports the Sentry DSN that errors are reported to, or null for none
   * @param traces the OTLP address that traces are sent to, or null for none
   * @param traceShare how many of the requests are traced, 0 to 1
   */
  public record Reporting(
      @Nullable String errorReports, @Nullable String traces, double traceShare) {

    /** Without the key. */
    @Override
    public String toString() {
      return "errors " + (errorReports != null) + ", traces " + traces;
    }
  }
}
