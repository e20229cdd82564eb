package io.pneumonia.web.configuration;

import io.pneumonia.persistence.encryption.EncryptionKeys;
import io.pneumonia.persistence.media.MediaAddress;
import io.pneumonia.preprocess.DecodeMode;
import io.pneumonia.web.configuration.ConfigurationSources.Sourced;
import io.pneumonia.web.configuration.ServerConfiguration.Capacity;
import io.pneumonia.web.configuration.ServerConfiguration.Exposure;
import io.pneumonia.web.configuration.ServerConfiguration.Listen;
import io.pneumonia.web.configuration.ServerConfiguration.Log;
import io.pneumonia.web.configuration.ServerConfiguration.ModelChoice;
import io.pneumonia.web.configuration.ServerConfiguration.RecordsPlace;
import io.pneumonia.web.configuration.ServerConfiguration.Reporting;
import io.pneumonia.web.configuration.ServerConfiguration.Sessions;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Texts to a checked configuration; what cannot be meant is said with its source. */
final class ConfigurationReader {

  private static final int MIN_SECRET = 32;
  private static final int MIN_DISTINCT = 10;
  private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(s|m|h|d)");
  private static final Pattern HOST =
      Pattern.compile("\\.?[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?|\\[[0-9a-fA-F:.]+]");
  private static final Pattern ORIGIN =
      Pattern.compile(
          "https?://[A-Za-z0-9.-]+(:\\d{1,5})?|https?://\\[[0-9a-fA-F:.]+](:\\d{1,5})?");
  private static final Pattern DSN =
      Pattern.compile("https?://[A-Za-z0-9]+@[A-Za-z0-9.:\\[\\]-]+(/[A-Za-z0-9._-]+)*/\\d+");
  private static final Pattern ADDRESS =
      Pattern.compile("https?://[A-Za-z0-9.:\\[\\]-]+(/[A-Za-z0-9._-]+)+/?");

  private final Map<ConfigurationKey, Sourced> values;

  ConfigurationReader(Map<ConfigurationKey, Sourced> values) {
    this.values = values;
  }

  ServerConfiguration read() {
    ServerConfiguration configuration =
        new ServerConfiguration(
            new Listen(text(ConfigurationKey.HOST), number(ConfigurationKey.PORT, 0, 65_535)),
            records(),
            model(),
            capacity(),
            exposure(),
            sessions(),
            timeOfDay(ConfigurationKey.NIGHTLY_AT),
            duration(ConfigurationKey.SHUTDOWN_GRACE),
            log(),
            reporting());
    if (configuration.exposure().production()) {
      requireProduction(configuration);
    }
    return configuration;
  }

  private RecordsPlace records() {
    return new RecordsPlace(
        path(ConfigurationKey.DATA_DIR),
        textOrNull(ConfigurationKey.DATABASE_URL),
        textOrNull(ConfigurationKey.DATABASE_USER),
        textOrNull(ConfigurationKey.DATABASE_PASSWORD),
        number(ConfigurationKey.DATABASE_CONNECTIONS, 1, 1_000),
        pathOrNull(ConfigurationKey.MEDIA_DIR),
        objectStore(),
        encryption());
  }

  private @Nullable MediaAddress objectStore() {
    if (raw(ConfigurationKey.MEDIA_URL).isEmpty()) {
      return null;
    }
    @Nullable String accessKey = textOrNull(ConfigurationKey.MEDIA_ACCESS_KEY);
    @Nullable String secretKey = textOrNull(ConfigurationKey.MEDIA_SECRET_KEY);
    if ((accessKey == null) != (secretKey == null)) {
      throw new InvalidConfiguration(
          "media-access-key: expected it together with media-secret-key, found one of them");
    }
    @Nullable String kmsKey = textOrNull(ConfigurationKey.MEDIA_KMS_KEY);
    @Nullable String encryption = textOrNull(ConfigurationKey.MEDIA_ENCRYPTION);
    if (encryption != null && !encryption.equals("AES256") && !encryption.equals("aws:kms")) {
      throw wrong(ConfigurationKey.MEDIA_ENCRYPTION, "AES256 or aws:kms");
    }
    if (kmsKey != null && !"aws:kms".equals(encryption)) {
      throw wrong(ConfigurationKey.MEDIA_KMS_KEY, "media-encryption aws:kms with a key");
    }
    return new MediaAddress(
        url(ConfigurationKey.MEDIA_URL, "s3://BUCKET or s3://BUCKET/PREFIX", "s3"),
        raw(ConfigurationKey.MEDIA_ENDPOINT).isEmpty()
            ? null
            : url(ConfigurationKey.MEDIA_ENDPOINT, "https://HOST or http://HOST", "https", "http"),
        textOrNull(ConfigurationKey.MEDIA_REGION),
        oneOf(ConfigurationKey.MEDIA_PATH_STYLE, "true", "false").equals("true"),
        encryption,
        kmsKey,
        accessKey,
        secretKey);
  }

  private URI url(ConfigurationKey key, String expected, String... schemes) {
    try {
      URI url = new URI(text(key));
      if (url.getHost() != null && Arrays.asList(schemes).contains(url.getScheme())) {
        return url;
      }
    } catch (URISyntaxException e) {
      // Told below, as what is a URL of another kind.
    }
    throw wrong(key, expected);
  }

  private EncryptionKeys encryption() {
    try {
      return EncryptionKeys.parse(raw(ConfigurationKey.ENCRYPTION_KEY));
    } catch (IllegalArgumentException e) {
      throw wrong(ConfigurationKey.ENCRYPTION_KEY, EncryptionKeys.FORM);
    }
  }

  private ModelChoice model() {
    return new ModelChoice(
        pathOrNull(ConfigurationKey.MODEL),
        pathOrNull(ConfigurationKey.CARD),
        text(ConfigurationKey.BACKEND),
        number(ConfigurationKey.INFERENCE_THREADS, 0, 1_000),
        oneOf(ConfigurationKey.DECODE, "exact", "fast").equals("fast")
            ? DecodeMode.FAST
            : DecodeMode.EXACT,
        oneOf(ConfigurationKey.MODEL_AT_START, "last", "configured").equals("configured"));
  }

  private Capacity capacity() {
    int workers = number(ConfigurationKey.WORKERS, 0, 1_000);
    return new Capacity(
        workers == 0 ? Runtime.getRuntime().availableProcessors() : workers,
        number(ConfigurationKey.QUEUE, 0, 100_000),
        number(ConfigurationKey.UPLOAD_MEMORY, 32, 1_000_000));
  }

  private Exposure exposure() {
    @Nullable String key = textOrNull(ConfigurationKey.SECRET_KEY);
    if (key != null && key.length() < MIN_SECRET) {
      throw wrong(ConfigurationKey.SECRET_KEY, "at least " + MIN_SECRET + " characters");
    }
    return new Exposure(
        oneOf(ConfigurationKey.PRODUCTION, "true", "false").equals("true"),
        key,
        matching(ConfigurationKey.ALLOWED_HOSTS, HOST, "host names"),
        networks(ConfigurationKey.TRUSTED_PROXIES),
        matching(ConfigurationKey.CORS_ORIGINS, ORIGIN, "origins such as https://example.org"),
        networks(ConfigurationKey.METRICS_NETWORKS),
        oneOf(ConfigurationKey.REGISTRATION, "open", "closed").equals("open"));
  }

  private Sessions sessions() {
    Sessions sessions =
        new Sessions(
            duration(ConfigurationKey.SESSION_IDLE), duration(ConfigurationKey.SESSION_LIFETIME));
    if (sessions.idle().compareTo(sessions.lifetime()) > 0) {
      throw wrong(ConfigurationKey.SESSION_IDLE, "no longer than session-lifetime");
    }
    return sessions;
  }

  private Log log() {
    return new Log(
        oneOf(ConfigurationKey.LOG_FORMAT, "plain", "json").equals("json"),
        oneOf(ConfigurationKey.LOG_LEVEL, "error", "warn", "info", "debug"));
  }

  private Reporting reporting() {
    return new Reporting(
        matchingOrNull(ConfigurationKey.ERROR_REPORTS, DSN, "a DSN such as https://KEY@HOST/1"),
        matchingOrNull(
            ConfigurationKey.TRACES, ADDRESS, "an address such as http://HOST:4318/v1/traces"),
        share(ConfigurationKey.TRACE_SHARE));
  }

  private @Nullable String matchingOrNull(ConfigurationKey key, Pattern pattern, String expected) {
    @Nullable String value = textOrNull(key);
    if (value != null && !pattern.matcher(value).matches()) {
      throw wrong(key, expected);
    }
    return value;
  }

  private double share(ConfigurationKey key) {
    String value = text(key);
    if (!value.matches("0|1|0?\\.\\d{1,9}|1\\.0{1,9}")) {
      throw wrong(key, "a number from 0 to 1");
    }
    return Double.parseDouble(value);
  }

  private void requireProduction(ServerConfiguration configuration) {
    if (configuration.exposure().secretKey() == null) {
      throw missing(
          ConfigurationKey.SECRET_KEY, "a secret of its own, from PNEUMONIA_SECRET_KEY or a file");
    }
    if (configuration.exposure().secretKey().chars().distinct().count() < MIN_DISTINCT) {
      throw missing(ConfigurationKey.SECRET_KEY, "a random secret");
    }
    if (configuration.exposure().allowedHosts().isEmpty()) {
      throw missing(ConfigurationKey.ALLOWED_HOSTS, "the host names of the site");
    }
    @Nullable String url = configuration.records().databaseUrl();
    boolean server = url != null && url.startsWith("jdbc:postgresql:");
    if (server && configuration.records().databasePassword() == null) {
      throw missing(ConfigurationKey.DATABASE_PASSWORD, "the password of the database's user");
    }
  }

  private static InvalidConfiguration missing(ConfigurationKey key, String expected) {
    return new InvalidConfiguration(
        key.key() + ": production expects " + expected + ", found none");
  }

  private String text(ConfigurationKey key) {
    String value = raw(key);
    if (value.isEmpty()) {
      throw wrong(key, "a value");
    }
    return value;
  }

  private @Nullable String textOrNull(ConfigurationKey key) {
    String value = raw(key);
    return value.isEmpty() ? null : value;
  }

  private Path path(ConfigurationKey key) {
    try {
      return Path.of(text(key));
    } catch (InvalidPathException e) {
      throw wrong(key, "a path");
    }
  }

  private @Nullable Path pathOrNull(ConfigurationKey key) {
    return raw(key).isEmpty() ? null : path(key);
  }

  private int number(ConfigurationKey key, int lowest, int highest) {
    String value = text(key);
    String expected = "a whole number from " + lowest + " to " + highest;
    if (!value.matches("\\d{1,9}")) {
      throw wrong(key, expected);
    }
    int number = Integer.parseInt(value);
    if (number < lowest || number > highest) {
      throw wrong(key, expected);
    }
    return number;
  }

  private Duration duration(ConfigurationKey key) {
    Matcher matcher = DURATION.matcher(text(key).toLowerCase(Locale.ROOT));
    String expected = "a time such as 30s, 15m, 12h or 7d";
    if (!matcher.matches()) {
      throw wrong(key, expected);
    }
    long amount = Long.parseLong(matcher.group(1));
    if (amount == 0) {
      throw wrong(key, expected);
    }
    return switch (matcher.group(2)) {
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      case "h" -> Duration.ofHours(amount);
      default -> Duration.ofDays(amount);
    };
  }

  private LocalTime timeOfDay(ConfigurationKey key) {
    try {
      return LocalTime.parse(text(key));
    } catch (DateTimeParseException e) {
      throw wrong(key, "a time of day such as 03:00");
    }
  }

  private String oneOf(ConfigurationKey key, String... known) {
    String value = text(key).toLowerCase(Locale.ROOT);
    if (!Arrays.asList(known).contains(value)) {
      throw wrong(key, "one of " + String.join(", ", known));
    }
    return value;
  }

  private List<String> list(ConfigurationKey key) {
    return Arrays.stream(raw(key).split(",", -1))
        .map(String::strip)
        .filter(part -> !part.isEmpty())
        .toList();
  }

  private List<String> matching(ConfigurationKey key, Pattern pattern, String expected) {
    List<String> parts = list(key);
    if (!parts.stream().allMatch(part -> pattern.matcher(part).matches())) {
      throw wrong(key, expected + ", comma separated");
    }
    return parts;
  }

  private List<Network> networks(ConfigurationKey key) {
    List<Network> networks = new ArrayList<>();
    for (String part : list(key)) {
      try {
        networks.add(Network.parse(part));
      } catch (IllegalArgumentException e) {
        throw wrong(key, "addresses or networks such as 10.0.0.0/8, comma separated");
      }
    }
    return networks;
  }

  private String raw(ConfigurationKey key) {
    return Objects.requireNonNull(values.get(key)).value();
  }

  private InvalidConfiguration wrong(ConfigurationKey key, String expected) {
    Sourced sourced = Objects.requireNonNull(values.get(key));
    String found = key.isSecret() ? "(a secret)" : "'" + sourced.value() + "'";
    return new InvalidConfiguration(
        sourced.source() + ": expected " + expected + ", found " + found);
  }
}
