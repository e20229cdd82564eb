package io.pneumonia.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.pneumonia.persistence.request.Actor;
import io.pneumonia.persistence.settings.Setting;
import io.pneumonia.web.ApiClient.Answer;
import io.pneumonia.web.application.NightlyTidying;
import io.pneumonia.web.configuration.ConfigurationKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NightlyTidyingTest {

  private static final Instant EVENING = Instant.parse("2026-11-25T20:00:00Z");

  @TempDir private Path folder;

  private final ClockOnTheWall clock = new ClockOnTheWall();

  private static final class ClockOnTheWall extends Clock {

    private volatile Instant now = EVENING;

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException();
    }
  }

  private void passUntil(NightlyTidying nightly, long done) throws InterruptedException {
    for (int i = 0; i < 600 && nightly.done() < done; i++) {
      TimeUnit.MILLISECONDS.sleep(100);
    }
    assertThat(nightly.done()).isEqualTo(done);
    assertThat(nightly.failed()).isZero();
  }

  private long pictures() throws Exception {
    try (Stream<Path> files = Files.walk(folder.resolve("data/media"))) {
      return files.filter(Files::isRegularFile).count();
    }
  }

  @Test
  void deletesEveryNightWhatIsTooOldAndTheirPictures() throws Exception {
    Map<ConfigurationKey, String> settings = Map.of(ConfigurationKey.NIGHTLY_AT, "02:30");
    try (RunningServer server = new RunningServer(folder, settings, clock)) {
      NightlyTidying nightly = server.server().application().nightly();
      server
          .server()
          .application()
          .records()
          .settings()
          .set(Actor.SYSTEM, Setting.RETENTION_DAYS, 30);
      ApiClient somebody = server.somebody();
      Answer uploaded =
          somebody.upload(
              "/api/images/", "a.png", RunningServer.picture("phantom-normal.png"), Map.of());
      assertThat(uploaded.status()).isEqualTo(201);

      clock.now = Instant.parse("2026-11-26T02:30:00Z");
      passUntil(nightly, 1);
      assertThat(nightly.lastDone()).contains(clock.now);
      assertThat(pictures()).isEqualTo(1);

      clock.now = EVENING.plus(Duration.ofDays(31));
      passUntil(nightly, 2);
      assertThat(pictures()).isZero();
      assertThat(somebody.get("/api/results/").json().path("count").asInt()).isZero();
      assertThat(somebody.get("/api/history/?action=UPLOAD").json().path("count").asInt())
          .isEqualTo(1);
    }
  }
}
