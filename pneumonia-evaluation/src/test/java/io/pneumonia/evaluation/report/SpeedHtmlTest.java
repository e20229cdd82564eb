package io.pneumonia.evaluation.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.pneumonia.evaluation.speed.BackendSpeed;
import io.pneumonia.evaluation.speed.Machine;
import io.pneumonia.evaluation.speed.SpeedReport;
import io.pneumonia.model.ModelId;
import io.pneumonia.preprocess.DecodeMode;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpeedHtmlTest {

  private static final String DIGEST = "0123456789abcdef".repeat(4);

  private static String page(double latency) {
    BackendSpeed speed =
        new BackendSpeed(
            "onnx",
            "runtime",
            1,
            1,
            Collections.nCopies(BackendSpeed.PERCENTILES, latency),
            latency,
            Collections.nCopies(BackendSpeed.STAGES.size(), 1.0),
            10,
            5,
            1000,
            null,
            List.of());
    return SpeedHtml.of(
        new SpeedReport(
            new ModelId("net", "1.0", DIGEST),
            "0",
            1,
            0,
            1.5,
            DecodeMode.EXACT,
            0,
            0,
            Machine.current(List.of()),
            List.of(speed),
            null));
  }

  @Test
  void headingHasTheBeginningOfTheDigestAndTheConditionsAllOfIt() {
    assertThat(page(20))
        .contains("<h1>Speed of net 1.0 (sha256 0123456789ab)</h1>")
        .contains("<dt>model</dt><dd>net 1.0, sha256 " + DIGEST + "</dd>");
  }

  @ParameterizedTest
  @CsvSource({"78.75, 100", "4.1, 5", "20, 20", "31, 40", "0.9, 1", "1234, 1500", "7.6, 10"})
  void axisEndsAtARoundFigure(double most, double end) {
    assertThat(Plot.roundedUp(most)).isCloseTo(end, within(1e-9));
  }

  /** Five characters are what there is room for beside the name of the axis. */
  @ParameterizedTest
  @CsvSource({"0.123", "7.77", "78.75", "1234.56"})
  void figuresOfTheAxisAreShort(double latency) {
    assertThat(Pattern.compile("text-anchor=\"end\">([^<]*)<").matcher(page(latency)).results())
        .hasSize(6)
        .allSatisfy(tick -> assertThat(tick.group(1)).hasSizeLessThanOrEqualTo(5));
  }
}
