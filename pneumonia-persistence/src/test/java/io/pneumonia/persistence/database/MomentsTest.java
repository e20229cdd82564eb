package io.pneumonia.persistence.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MomentsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1970-01-01T00:00:00Z",
        "1969-12-31T23:59:59.999999Z",
        "2026-11-25T12:00:00.123456Z",
        "0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59.999999Z"
      })
  void survivesTheWayToTheColumnAndBack(String text) {
    Instant instant = Instant.parse(text);

    assertThat(Moments.ofMicros(Moments.toMicros(instant))).isEqualTo(instant);
  }

  @Test
  void roundsDownBeforeAndAfter1970() {
    assertThat(Moments.toMicros(Instant.ofEpochSecond(0, 1_999))).isEqualTo(1);
    assertThat(Moments.toMicros(Instant.ofEpochSecond(-1, 999_999_999))).isEqualTo(-1);
  }

  @Test
  void tellsTheTimeAsItCanBeKept() {
    Clock clock = Clock.fixed(Instant.ofEpochSecond(5, 123_456_789), ZoneOffset.UTC);

    assertThat(Moments.now(clock)).isEqualTo(Instant.ofEpochSecond(5, 123_456_000));
  }
}
