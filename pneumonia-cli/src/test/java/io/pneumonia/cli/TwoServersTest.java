package io.pneumonia.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.pneumonia.persistence.Records;
import io.pneumonia.persistence.RecordsConfiguration;
import io.pneumonia.persistence.accounts.Password;
import io.pneumonia.persistence.accounts.Registration;
import io.pneumonia.persistence.request.Actor;
import io.pneumonia.persistence.upkeep.Inspection.Damage;
import io.pneumonia.persistence.upkeep.UpkeepProgress;
import io.pneumonia.web.application.Application;
import io.pneumonia.web.application.NightlyTidying;
import io.pneumonia.web.configuration.ConfigurationKey;
import io.pneumonia.web.configuration.ConfigurationSources;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two servers on one PostgreSQL database and one folder of pictures. */
class TwoServersTest {

  private static final String SECRET = "0f1e2d3c4b5a69788796a5b4c3d2e1f0";
  private static final Path MODELS =
      Path.of("../pneumonia-web-servlet/src/test/resources/io/pneumonia/web");
  private static final String SHIFTED = "phantom-shifted.keras";

  /** An acknowledged upload is on the disk: as it is by default, and not as tests like it. */
  private static EmbeddedPostgres postgres;

  @TempDir private Path folder;

  private String url;

  @BeforeAll
  static void startDatabase() throws Exception {
    postgres = EmbeddedPostgres.builder().setServerConfig("fsync", "on").start();
  }

  @AfterAll
  static void stopDatabase() throws Exception {
    postgres.close();
  }

  @BeforeEach
  void makeDatabase() throws SQLException {
    String name = "t" + UUID.randomUUID().toString().replace("-", "");
    execute(postgres.getJdbcUrl("postgres", "postgres"), "CREATE DATABASE " + name);
    url = postgres.getJdbcUrl("postgres", name);
  }

  private static void execute(String url, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private ServeProcess start(String name) throws Exception {
    return ServeProcess.start(
        Files.createDirectories(folder.resolve(name)),
        Map.of("PNEUMONIA_SECRET_KEY", SECRET),
        "--database-url",
        url,
        "--media-dir",
        folder.resolve("media").toString(),
        "--log-level",
        "warn");
  }

  @Test
  void losesNoAcknowledgedUploadAndSignsNobodyOutWhenOneIsKilled() throws Exception {
    try (ServeProcess one = start("one");
        ServeProcess two = start("two")) {
      List<URI> servers = List.of(one.address(), two.address());
      try (ReverseProxy proxy = new ReverseProxy(servers);
          UploadTraffic traffic = new UploadTraffic(proxy.address(), 6)) {
        traffic.awaitAcknowledged(60);
        one.process().toHandle().destroyForcibly();
        one.process().waitFor();
        traffic.awaitAcknowledged(60);
        traffic.stop();

        traffic.assertNobodyWasRefused();
        traffic.assertEverythingAcknowledgedIsThere(servers.get(1));
        traffic.assertEverybodyIsSignedIn();
        assertThat(two.errors()).isEmpty();
      }
    }
    assertDatabaseAndPicturesAgree();
  }

  /** Opening sweeps: without the hour of grace, as the night would. */
  private void assertDatabaseAndPicturesAgree() throws Exception {
    RecordsConfiguration configuration =
        RecordsConfiguration.in(folder.resolve("upkeep"))
            .withDatabase(url, null, null)
            .withMediaFolder(folder.resolve("media"))
            .withOrphanGrace(Duration.ZERO);
    List<Damage> damages = new ArrayList<>();
    try (Records records = Records.open(configuration)) {
      long sound = records.inspection().inspect(Actor.SYSTEM, UpkeepProgress.NONE, damages::add);
      assertThat(damages).isEmpty();
      assertThat(sound).isEqualTo(count("results")).isEqualTo(count("images"));
      assertThat(count("audit_trail WHERE action = 'UPLOAD'")).isEqualTo(sound);
      assertThat(count("media_journal")).isZero();
    }
  }

  private long count(String from) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        ResultSet row = connection.createStatement().executeQuery("SELECT count(*) FROM " + from)) {
      row.next();
      return row.getLong(1);
    }
  }

  @Test
  void knowsWhatTheOtherWasTold() throws Exception {
    try (ServeProcess one = start("one");
        ServeProcess two = start("two")) {
      URI first = one.address();
      URI second = two.address();
      SignedInClient.register(first, "anna");
      makeAdministrator("chief");
      SignedInClient chief = SignedInClient.withToken(second, "chief");

      assertThrottlingCountsForBoth(first, second);
      setThreshold(chief, first);
      await(() -> model(second).path("threshold").asDouble() == 0.875);
      switchModel(chief, first);
      await(() -> model(second).path("name").asText().equals("phantom-shifted"));
      assertThat(chief.get(second.resolve("/health/ready/")).statusCode()).isEqualTo(200);
      assertThat(two.errors()).isEmpty();
    }
  }

  private static com.fasterxml.jackson.databind.JsonNode model(URI server) throws Exception {
    SignedInClient anna = SignedInClient.withToken(server, "chief");
    return anna.read(server.resolve("/api/model/"));
  }

  private void makeAdministrator(String name) {
    RecordsConfiguration configuration =
        RecordsConfiguration.in(folder.resolve("upkeep")).withDatabase(url, null, null);
    Password password = new Password(SignedInClient.PASSWORD);
    try (Records records = Records.open(configuration)) {
      records
          .accounts()
          .createAdministrator(
              Actor.SYSTEM,
              new Registration(name, name + "@example.org", "", "", password, password));
    }
  }

  /** Five wrong passwords are answered, wherever; then not even the right one is looked at. */
  private static void assertThrottlingCountsForBoth(URI first, URI second) throws Exception {
    for (URI server : List.of(first, second, first, second, first)) {
      assertThat(SignedInClient.signIn(server, "anna", "wrong")).isEqualTo(401);
    }
    assertThat(SignedInClient.signIn(second, "anna", SignedInClient.PASSWORD)).isEqualTo(429);
    assertThat(SignedInClient.signIn(first, "anna", SignedInClient.PASSWORD)).isEqualTo(429);
  }

  private static void setThreshold(SignedInClient chief, URI server) throws Exception {
    HttpResponse<byte[]> saved =
        chief.form(server.resolve("/admin/settings/"), Map.of("threshold", "0.875"));
    assertThat(saved.statusCode()).isEqualTo(303);
  }

  private static void switchModel(SignedInClient chief, URI server) throws Exception {
    HttpResponse<byte[]> added =
        chief.upload(
            server.resolve("/admin/models/upload/"),
            Map.of(
                "model", Files.readAllBytes(MODELS.resolve(SHIFTED)),
                "card", Files.readAllBytes(MODELS.resolve(SHIFTED + ".card.json"))),
            Map.of("model", SHIFTED, "card", SHIFTED + ".card.json"));
    assertThat(added.statusCode()).isEqualTo(303);
    String page = added.headers().firstValue("Location").orElseThrow();
    HttpResponse<byte[]> activated =
        chief.form(server.resolve(page).resolve("activate/"), Map.of());
    assertThat(activated.statusCode()).isEqualTo(303);
  }

  private static void await(Callable<Boolean> condition) throws Exception {
    for (int i = 0; i < 300 && !condition.call(); i++) {
      TimeUnit.MILLISECONDS.sleep(100);
    }
    assertThat(condition.call()).isTrue();
  }

  /** The tidying of one is held up at a table: it is at it while the other would begin. */
  @Test
  void tidiesOneAtATime() throws Exception {
    Instant evening = Instant.parse("2026-11-25T20:00:00Z");
    SteppedClock clock = new SteppedClock(evening);
    try (Application one = open("one", clock);
        Application two = open("two", clock);
        Connection hold = DriverManager.getConnection(url)) {
      List<NightlyTidying> both = List.of(one.nightly(), two.nightly());
      hold.setAutoCommit(false);
      hold.createStatement().execute("LOCK TABLE login_attempts IN ACCESS EXCLUSIVE MODE");
      clock.set(evening.plus(Duration.ofHours(8)));
      await(() -> sum(both, NightlyTidying::left) == 1);
      assertThat(sum(both, NightlyTidying::done)).isZero();
      hold.rollback();
      await(() -> sum(both, NightlyTidying::done) == 1);

      clock.set(evening.plus(Duration.ofHours(32)));
      await(
          () ->
              sum(both, NightlyTidying::done) + sum(both, NightlyTidying::left) == 4
                  && sum(both, NightlyTidying::done) >= 2);
      assertThat(sum(both, NightlyTidying::failed)).isZero();
    }
  }

  private static long sum(
      List<NightlyTidying> all, java.util.function.ToLongFunction<NightlyTidying> count) {
    return all.stream().mapToLong(count).sum();
  }

  private Application open(String name, Clock clock) {
    return Application.open(
        ConfigurationSources.read(
            null,
            Map.of(),
            Map.of(
                ConfigurationKey.DATA_DIR, folder.resolve(name).toString(),
                ConfigurationKey.DATABASE_URL, url,
                ConfigurationKey.MEDIA_DIR, folder.resolve("media").toString(),
                ConfigurationKey.MODEL,
                    ServeProcess.EXAMPLES.resolve("phantom-net.h5").toString())),
        clock);
  }

  private static final class SteppedClock extends Clock {

    private volatile Instant now;

    SteppedClock(Instant now) {
      this.now = now;
    }

    void set(Instant next) {
      now = next;
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneOffset getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(java.time.ZoneId zone) {
      throw new UnsupportedOperationException();
    }
  }
}
