package io.pneumonia.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.ModelRejected;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GateReaderTest {

  private static final String DIGEST = "a".repeat(64);

  @TempDir private Path folder;

  private Path write(String name) throws IOException {
    return Files.writeString(folder.resolve(name), Gates.oneFeature(DIGEST));
  }

  @Test
  void findsTheGateAsTheCardIsFound() throws IOException {
    Path model = folder.resolve("net.v2.h5");
    assertThat(GateReader.find(model, DIGEST)).isEmpty();
    write("net.v2.gate.json");
    assertThat(GateReader.find(model, DIGEST)).isPresent();
    Files.writeString(folder.resolve("net.v2.h5.gate.json"), "{}");
    assertRefused(() -> GateReader.find(model, DIGEST))
        .withMessageContaining("net.v2.h5.gate.json");

    Path saved = Files.createDirectory(folder.resolve("saved"));
    assertThat(GateReader.find(saved, DIGEST)).isEmpty();
    write("saved/model.gate.json");
    assertThat(GateReader.find(saved, DIGEST)).isPresent();
  }

  @Test
  void refusesTheGateOfAnotherModel() throws IOException {
    write("net.gate.json");
    assertThatExceptionOfType(ModelRejected.class)
        .isThrownBy(() -> GateReader.find(folder.resolve("net.h5"), "b".repeat(64)))
        .withMessage(
            "model net.h5 is not the file that its input gate describes: expected sha256 "
                + DIGEST
                + ", found "
                + "b".repeat(64))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.MODEL_DIGEST_MISMATCH));
  }

  @Test
  void aFileThatIsNotThereIsRefused() {
    assertThatExceptionOfType(ModelRejected.class)
        .isThrownBy(() -> GateReader.read(folder.resolve("none.gate.json")))
        .withMessage("input gate none.gate.json: expected a file, found nothing");
  }

  @Test
  void tellsEverythingThatIsMissingAtOnce() {
    assertRefused("{\"checks\": {}, \"taps\": []}")
        .withMessage(
            """
            input gate net.gate.json is not valid:
              schema_version: expected 1, found nothing
              model_sha256: expected text, found nothing
              tap: expected one of features, feature_map, found nothing
              mean: expected text, found nothing
              components: expected text, found nothing
              variances: expected text, found nothing
              residual_variance: expected a number, found nothing
              doubtful_above: expected a number, found nothing
              refused_above: expected a number, found nothing
              checks.min_side: expected a whole number, found nothing
              checks.max_aspect: expected a number, found nothing
              checks.max_colour: expected a number, found nothing
              checks.min_deviation: expected a number, found nothing
              taps: unknown field; did you mean tap?""");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "schema_version    | 2           | schema_version: expected 1, found 2",
        "model_sha256      | \"abc\"     | model_sha256: expected 64 hexadecimal digits",
        "mean              | \"?\"       | mean: expected base64, found \"?\"",
        "mean              | \"AAA=\"    | mean: expected 4 bytes a value, found 2 bytes",
        "mean              | \"\"        | found 1 for 0 and 1",
        "mean              | \"AADAfw==\" | mean: expected finite numbers, found NaN at index 0",
        "components        | \"AAAAPw==\" | components: expected orthonormal rows, found 0.25",
        "components        | \"AAAAPwAAAD8=\" | found 2 for 1 and 1",
        "variances         | \"AAAAAA==\" | variances: expected positive numbers, found 0.0",
        "residual_variance | 0           | residual_variance: expected positive numbers, found 0.0",
        "doubtful_above    | -1          | doubtful_above: expected a positive number, found -1.0",
        "refused_above     | 1.5         | refused_above: expected doubtful_above, 2.0, or more",
        "checks            | []          | checks: expected an object, found a list",
        "license           | 1           | license: unknown field"
      })
  void tellsWhatIsWrongWithAField(String field, String value, String sentence) {
    Map<String, String> fields = Gates.fields(DIGEST);
    fields.put(field, value);
    assertRefused(Gates.json(fields)).withMessageContaining(sentence);
  }

  @ParameterizedTest
  @CsvSource({
    "min_side, 0, min_side: expected 1.0 or more",
    "min_side, 1.5, checks.min_side: expected a whole number",
    "max_aspect, 0.5, max_aspect: expected 1.0 or more",
    "max_colour, 300, max_colour: expected 0.0 to 255.0",
    "min_deviation, -1, min_deviation: expected 0.0 to 127.5"
  })
  void tellsWhatIsWrongWithACheck(String field, String value, String sentence) {
    Map<String, String> fields = Gates.fields(DIGEST);
    fields.computeIfPresent(
        "checks",
        (name, checks) -> checks.replaceAll(field + "\": [0-9]+", field + "\": " + value));
    assertRefused(Gates.json(fields)).withMessageContaining(sentence);
  }

  @Test
  void textThatIsNoJsonIsRefusedWithItsPlace() {
    assertRefused("{").withMessageStartingWith("input gate net.gate.json is not JSON: line 1");
    assertRefused("[]").withMessageContaining("expected an object, found a list");
  }

  private static ThrowableAssertAlternative<ModelRejected> assertRefused(String json) {
    byte[] text = json.getBytes(StandardCharsets.UTF_8);
    return assertRefused(() -> GateReader.parse(text, "net.gate.json"));
  }

  private static ThrowableAssertAlternative<ModelRejected> assertRefused(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    return assertThatExceptionOfType(ModelRejected.class)
        .isThrownBy(call)
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.MODEL_GATE_INVALID));
  }
}
