package io.pneumonia.web.configuration;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Everything that can be set, with its default. The name is the same everywhere: {@code data-dir}
 * in the file, {@code PNEUMONIA_DATA_DIR} in the environment, {@code --data-dir} on the command
 * line. {@code docs/configuration.md} lists them.
 */
public enum ConfigurationKey {
  /** The address to listen on. */
  HOST("127.0.0.1", "Address to listen on; 0.0.0.0 for all."),
  /** The port to listen on. */
  PORT("8000", "Port to listen on; 0 for any free one."),
  /** Where everything is kept. */
  DATA_DIR("pneumonia-data", "Folder of database, pictures and secret key; made if missing."),
  /** Another model than the bundled one. */
  MODEL("", "Model file or SavedModel folder; empty for the bundled model."),
  /** Another card than the one beside the model. */
  CARD("", "The model's card; empty for the one beside the model, else inferred."),
  /** Which model is in force when the server has started. */
  MODEL_AT_START(
      "last", "last: the model that administrators chose last, if any; configured: the one above."),
  /** What runs the network. */
  BACKEND("onnx", "Backend that runs the network: onnx or tensorflow."),
  /** Threads of one run of the network. */
  INFERENCE_THREADS("1", "Threads of one run of the network; 0 for the backend's choice."),
  /** Whether every pixel of a picture is decoded. */
  DECODE(
      "exact",
      "exact: every pixel; fast: large JPEGs to a half or less, other scores than Python's."),
  /** Pictures analysed at once. */
  WORKERS("0", "Pictures analysed at once; 0 for one a processor."),
  /** Pictures that may wait. */
  QUEUE("64", "Pictures that may wait for a worker; more are answered 503."),
  /** Memory for uploads. */
  UPLOAD_MEMORY("256", "Memory for uploads in flight, in MiB; more are answered 503."),
  /** The database. */
  DATABASE_URL("", "jdbc:sqlite:FILE or jdbc:postgresql://HOST:PORT/NAME; empty: in data-dir."),
  /** The database's user. */
  DATABASE_USER("", "User of the database."),
  /** The database user's password. */
  DATABASE_PASSWORD("", "Password of the database's user.", true),
  /** Database connections. */
  DATABASE_CONNECTIONS("8", "Connections to the database at most."),
  /** Where pictures are kept. */
  MEDIA_DIR("", "Folder of the pictures; empty for media in data-dir."),
  /** An object store for the pictures. */
  MEDIA_URL("", "Object store of the pictures: s3://BUCKET/PREFIX; empty: the folder media-dir."),
  /** The object store's server. */
  MEDIA_ENDPOINT("", "URL of the object store's server; empty: the cloud's own."),
  /** The bucket's region. */
  MEDIA_REGION("", "Region of the bucket; empty: what the environment says."),
  /** Where a request names the bucket. */
  MEDIA_PATH_STYLE("false", "true: the bucket is named in the path, not in the host's name."),
  /** Encryption by the object store. */
  MEDIA_ENCRYPTION(
      "", "What the object store encrypts with: AES256 or aws:kms; empty: its default."),
  /** The object store's key. */
  MEDIA_KMS_KEY("", "Key for aws:kms; empty: the bucket's."),
  /** The object store's user. */
  MEDIA_ACCESS_KEY("", "Access key's id; empty: what the environment gives.", true),
  /** The object store's password. */
  MEDIA_SECRET_KEY("", "Access key's secret.", true),
  /** Encrypts pictures and patients' fields. */
  ENCRYPTION_KEY(
      "", "Encrypt pictures and patients' fields; the first encrypts, all decrypt.", true),
  /** Signs what browsers bring back. */
  SECRET_KEY("", "Signs forms; at least 32 characters; empty: made and kept in data-dir.", true),
  /** Refuses what only a trial may do. */
  PRODUCTION("false", "true: refuses missing secrets, asks for TLS and allowed hosts."),
  /** The names under which clients reach the server. */
  ALLOWED_HOSTS("", "Host names clients may use, comma separated; .example.org for all below."),
  /** Proxies whose forwarded headers are believed. */
  TRUSTED_PROXIES("", "Addresses or networks of proxies whose forwarded headers count."),
  /** Other origins whose scripts may call the API. */
  CORS_ORIGINS("", "Origins whose scripts may call the API, comma separated."),
  /** Who may read the metrics besides administrators. */
  METRICS_NETWORKS("", "Addresses or networks that may read /metrics without signing in."),
  /** Whether anybody may register. */
  REGISTRATION("open", "open: anybody may register; closed: administrators make accounts."),
  /** How long a browser may be idle. */
  SESSION_IDLE("30m", "A browser signs out after this time without a request."),
  /** How long a browser stays signed in at most. */
  SESSION_LIFETIME("12h", "A browser signs out after this time in any case."),
  /** When what has expired is removed. */
  NIGHTLY_AT("03:00", "Time of day, UTC, at which what has expired is removed."),
  /** How long a stop waits for running requests. */
  SHUTDOWN_GRACE("30s", "How long a stop waits for requests that are being answered."),
  /** How the log looks. */
  LOG_FORMAT("plain", "plain or json."),
  /** How much is logged. */
  LOG_LEVEL("info", "error, warn, info or debug."),
  /** Where errors are reported. */
  ERROR_REPORTS("", "Sentry DSN that errors are reported to; empty: to nobody.", true),
  /** Where requests are traced. */
  TRACES("", "OTLP address for traces, such as http://HOST:4318/v1/traces; empty: none."),
  /** How many requests are traced. */
  TRACE_SHARE("1", "Share of the requests that are traced, 0 to 1.");

  private final String defaultValue;
  private final String description;
  private final boolean secret;

  ConfigurationKey(String defaultValue, String description) {
    this(defaultValue, description, false);
  }

  ConfigurationKey(String defaultValue, String description, boolean secret) {
    this.defaultValue = defaultValue;
    this.description = description;
    this.secret = secret;
  }

  /**
   * The name in the file and, after two dashes, on the command line.
   *
   * @return lower case with dashes
   */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The name in the environment.
   *
   * @return upper case with underscores, beginning with {@code PNEUMONIA_}
   */
  public String variable() {
    return "PNEUMONIA_" + name();
  }

  /**
   * The value where nobody sets one.
   *
   * @return the text, empty for "not set"
   */
  public String defaultValue() {
    return defaultValue;
  }

  /**
   * What it is for.
   *
   * @return one sentence
   */
  public String description() {
    return description;
  }

  /**
   * Whether it must not be seen: not taken from a command line, which every user of the machine can
   * read, nor shown in a message.
   *
   * @return true for passwords and keys
   */
  public boolean isSecret() {
    return secret;
  }

  static Optional<ConfigurationKey> named(String key) {
    return Arrays.stream(values()).filter(known -> known.key().equals(key)).findFirst();
  }
}
