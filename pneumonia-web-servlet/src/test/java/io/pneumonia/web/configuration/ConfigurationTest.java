package io.pneumonia.web.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pneumonia.persistence.RecordsConfiguration;
import io.pneumonia.persistence.media.MediaAddress;
import io.pneumonia.preprocess.DecodeMode;
import io.pneumonia.web.application.Application;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigurationTest {

  private static final String SECRET = "7f1Kq0Zr-u3mB9xW2sLd8vHy5tNc4aPj";

  @TempDir private Path folder;

  private static ServerConfiguration of(Map<String, String> environment) {
    return ConfigurationSources.read(null, environment, Map.of());
  }

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("p.properties"), text);
  }

  @Test
  void listensOnThisMachineOnlyUnlessTold() {
    ServerConfiguration usual = of(Map.of());
    assertThat(usual.listen()).isEqualTo(new ServerConfiguration.Listen("127.0.0.1", 8000));
    assertThat(usual.model().ownFile()).isEmpty();
    assertThat(usual.model().decodeMode()).isEqualTo(DecodeMode.EXACT);
    assertThat(usual.sessions().idle()).isEqualTo(Duration.ofMinutes(30));
    assertThat(usual.capacity().workers()).isPositive();
  }

  @Test
  void readsTheCommandLineLastOfAll() throws IOException {
    Path file = file("port=1001\nhost=10.0.0.1\nbackend=tensorflow\n");
    ServerConfiguration read =
        ConfigurationSources.read(
            file,
            Map.of("PNEUMONIA_PORT", "1002", "PNEUMONIA_HOST", "10.0.0.2"),
            Map.of(ConfigurationKey.PORT, "1003"));
    assertThat(read.listen()).isEqualTo(new ServerConfiguration.Listen("10.0.0.2", 1003));
    assertThat(read.model().backend()).isEqualTo("tensorflow");
  }

  @ParameterizedTest
  @CsvSource({
    "PORT, 70000",
    "PORT, http",
    "QUEUE, -1",
    "SESSION_IDLE, 30",
    "SESSION_IDLE, 0s",
    "SESSION_IDLE, 2d",
    "NIGHTLY_AT, 25:00",
    "PRODUCTION, yes",
    "TRUSTED_PROXIES, proxy.example.org",
    "TRUSTED_PROXIES, 10.0.0.0/40",
    "CORS_ORIGINS, example.org",
    "ALLOWED_HOSTS, http://example.org",
    "SECRET_KEY, short",
    "LOG_LEVEL, loud",
    "DECODE, quick",
    "MEDIA_URL, /var/pictures",
    "ENCRYPTION_KEY, 0123456789abcdef",
  })
  void refusesWhatCannotBeMeant(ConfigurationKey key, String value) {
    assertThatThrownBy(() -> of(Map.of(key.variable(), value)))
        .isInstanceOf(InvalidConfiguration.class)
        .hasMessageStartingWith(key.variable() + ": expected ")
        .hasMessageContaining(key.isSecret() ? "(a secret)" : value);
  }

  @Test
  void refusesUnknownKeysAndUnreadableFiles() throws IOException {
    Path unknown = file("prot=1\n");
    assertThatThrownBy(() -> ConfigurationSources.read(unknown, Map.of(), Map.of()))
        .isInstanceOf(InvalidConfiguration.class)
        .hasMessageContaining("unknown key prot; known are host, port");
    assertThatThrownBy(() -> ConfigurationSources.read(folder.resolve("none"), Map.of(), Map.of()))
        .isInstanceOf(InvalidConfiguration.class)
        .hasMessageContaining("none: expected a properties file");
  }

  @Test
  void takesSecretsFromEnvironmentAndFilesOnly() throws IOException {
    Path secret = Files.writeString(folder.resolve("key"), SECRET + "\n");
    assertThat(of(Map.of("PNEUMONIA_SECRET_KEY_FILE", secret.toString())).exposure().secretKey())
        .isEqualTo(SECRET);
    assertThatThrownBy(
            () ->
                ConfigurationSources.read(
                    null, Map.of(), Map.of(ConfigurationKey.SECRET_KEY, SECRET)))
        .isInstanceOf(InvalidConfiguration.class)
        .hasMessageNotContaining(SECRET);
    assertThat(of(Map.of("PNEUMONIA_SECRET_KEY", SECRET)).toString()).doesNotContain(SECRET);
  }

  @Test
  void takesAnObjectStoreAndEncryptionKeysAndShowsNoneOfTheirSecrets() throws IOException {
    String keys = "0123456789abcdef".repeat(4) + "\n" + "fedcba9876543210".repeat(4) + "\n";
    Path file = Files.writeString(folder.resolve("encryption-key"), keys);
    Map<String, String> settings =
        new HashMap<>(
            Map.of(
                "PNEUMONIA_MEDIA_URL", "s3://pictures/house",
                "PNEUMONIA_MEDIA_ENDPOINT", "https://s3.example.org",
                "PNEUMONIA_MEDIA_PATH_STYLE", "true",
                "PNEUMONIA_MEDIA_ENCRYPTION", "aws:kms",
                "PNEUMONIA_MEDIA_KMS_KEY", "alias/pictures",
                "PNEUMONIA_MEDIA_ACCESS_KEY", "AKIDEXAMPLE",
                "PNEUMONIA_MEDIA_SECRET_KEY", SECRET,
                "PNEUMONIA_ENCRYPTION_KEY_FILE", file.toString()));

    ServerConfiguration read = of(settings);
    RecordsConfiguration records = Application.recordsOf(read);

    MediaAddress store = Objects.requireNonNull(records.objectStore());
    assertThat(store.url()).isEqualTo(URI.create("s3://pictures/house"));
    assertThat(store.pathStyle()).isTrue();
    assertThat(records.encryption().ids()).hasSize(2);
    assertThat(read + " " + records)
        .doesNotContain(SECRET)
        .doesNotContain("0123456789abcdef0123456789abcdef");

    settings.remove("PNEUMONIA_MEDIA_SECRET_KEY");
    assertThatThrownBy(() -> of(settings)).hasMessageContaining("media-secret-key");
    settings.remove("PNEUMONIA_MEDIA_ACCESS_KEY");
    settings.put("PNEUMONIA_MEDIA_ENCRYPTION", "AES256");
    assertThatThrownBy(() -> of(settings)).hasMessageContaining("aws:kms");
    settings.put("PNEUMONIA_MEDIA_ENCRYPTION", "rot13");
    assertThatThrownBy(() -> of(settings)).hasMessageContaining("expected AES256 or aws:kms");
  }

  @Test
  void startsInProductionOnlyWithSecretsAndHosts() {
    Map<String, String> settings = new HashMap<>(Map.of("PNEUMONIA_PRODUCTION", "true"));
    assertThatThrownBy(() -> of(settings)).hasMessageContaining("secret-key");
    settings.put("PNEUMONIA_SECRET_KEY", "a".repeat(40));
    assertThatThrownBy(() -> of(settings)).hasMessageContaining("a random secret");
    settings.put("PNEUMONIA_SECRET_KEY", SECRET);
    assertThatThrownBy(() -> of(settings)).hasMessageContaining("allowed-hosts");
    settings.put("PNEUMONIA_ALLOWED_HOSTS", "xray.example.org");
    settings.put("PNEUMONIA_DATABASE_URL", "jdbc:postgresql://db/pneumonia");
    assertThatThrownBy(() -> of(settings)).hasMessageContaining("database-password");
    settings.put("PNEUMONIA_DATABASE_PASSWORD", "of the database");
    assertThat(of(settings).exposure().production()).isTrue();
  }

  @Test
  void knowsWhichAddressesAreOfANetwork() {
    assertThat(Network.parse("10.1.0.0/12").contains("10.15.255.255")).isTrue();
    assertThat(Network.parse("10.1.0.0/12").contains("10.16.0.0")).isFalse();
    assertThat(Network.parse("fd00::/8").contains("fdff::1")).isTrue();
    assertThat(Network.parse("::1").contains("[::1]")).isTrue();
    assertThat(Network.parse("10.0.0.1").contains("example.org")).isFalse();
  }
}
