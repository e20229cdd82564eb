package io.pneumonia.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.pneumonia.bundled.BundledModel;
import io.pneumonia.model.ModelCard;
import io.pneumonia.model.ModelCards;
import io.pneumonia.model.ModelId;
import io.pneumonia.tensor.FloatTensor;
import io.pneumonia.tensor.TensorShape;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole command line in one process, on the examples' model and phantom pictures. */
class CommandLineTest {

  private static final Path DATA = Path.of("../pneumonia-examples/data");
  private static final String MODEL = DATA.resolve("phantom-net.h5").toString();
  private static final String NORMAL = DATA.resolve("phantom-normal.png").toString();
  private static final String PNEUMONIA = DATA.resolve("phantom-pneumonia.png").toString();

  /** What Keras computes, printed by make_example_data.py. */
  private static final double NORMAL_SCORE = 0.10265882313251495;

  private static final double PNEUMONIA_SCORE = 0.9680799841880798;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"onnx", "tensorflow"})
  void predictsFolderAsJsonLines(String backend) throws IOException {
    CommandResult result =
        CommandResult.of(
            "predict", "--model", MODEL, "--backend", backend, "--format", "json", DATA.toString());
    assertThat(result.status()).isZero();
    List<JsonNode> lines = result.json();
    assertThat(lines).hasSize(2);
    assertThat(lines.get(0).get("file").asText()).isEqualTo(NORMAL);
    assertThat(lines.get(0).get("prediction").asText()).isEqualTo("NORMAL");
    assertThat(lines.get(0).get("raw_score").asDouble()).isCloseTo(NORMAL_SCORE, within(1e-5));
    JsonNode sick = lines.get(1);
    assertThat(sick.get("prediction").asText()).isEqualTo("PNEUMONIA");
    assertThat(sick.get("raw_score").asDouble()).isCloseTo(PNEUMONIA_SCORE, within(1e-5));
    assertThat(sick.get("confidence").asDouble()).isEqualTo(96.81);
    assertThat(sick.get("confidence_level").asText()).isEqualTo("HIGH");
    assertThat(sick.get("threshold").asDouble()).isEqualTo(0.5);
    assertThat(sick.get("model").asText()).isEqualTo("phantom-net unversioned");
    assertThat(sick.get("backend").asText()).isEqualTo(backend);
    assertThat(sick.get("timings_ms").fieldNames())
        .toIterable()
        .containsExactly("decode", "preprocess", "infer", "decide", "total");
  }

  @Test
  void refusedFileIsAnObjectOnTheSameStream() throws IOException {
    Path text = Files.writeString(folder.resolve("notes.txt"), "no picture");
    CommandResult result =
        CommandResult.of(
            "predict", "--model", MODEL, "--format", "json", text.toString(), NORMAL, "none.png");
    assertThat(result.status()).isEqualTo(3);
    List<JsonNode> lines = result.json();
    assertThat(lines.get(0).at("/error/code").asText()).isEqualTo("IMAGE_TYPE_UNSUPPORTED");
    assertThat(lines.get(0).at("/error/message").asText()).contains("notes.txt");
    assertThat(lines.get(1).get("prediction").asText()).isEqualTo("NORMAL");
    assertThat(lines.get(2).at("/error/code").asText()).isEqualTo("IMAGE_UNREADABLE");
  }

  @Test
  void predictsAsTextForPeople() {
    CommandResult result = CommandResult.of("predict", "--model", MODEL, PNEUMONIA);
    assertThat(result.status()).isZero();
    assertThat(result.out())
        .startsWith(PNEUMONIA + ": PNEUMONIA, 96.81 % (HIGH), score 0.9681 >= 0.5, ")
        .endsWith(" ms" + System.lineSeparator());
    assertThat(result.err()).contains("labels are unknown");
  }

  @Test
  void predictsAsCsvThatASpreadsheetDoesNotExecute() throws IOException {
    Path formula = Files.copy(Path.of(NORMAL), folder.resolve("=cmd(),\"x\".png"));
    CommandResult result =
        CommandResult.of(
            "predict", "--model", MODEL, "--format", "csv", "--threshold", "0.05", NORMAL);
    List<String> lines = result.out().lines().toList();
    assertThat(lines.get(0)).startsWith("file,prediction,confidence,raw_score,threshold");
    assertThat(lines.get(1)).startsWith(NORMAL + ",PNEUMONIA,10.27,0.1026");
    StringWriter row = new StringWriter();
    CsvOutcomeWriter writer = new CsvOutcomeWriter(new PrintWriter(row));
    writer.write(
        new io.pneumonia.Outcome.Refused(
            String.valueOf(formula.getFileName()),
            new io.pneumonia.error.ImageRejected(
                io.pneumonia.error.ErrorCode.IMAGE_CORRUPT, "why, \"so\"")),
        null);
    assertThat(row.toString()).endsWith("\r\n");
    assertThat(row.toString().lines().toList().get(1))
        .isEqualTo("\"'=cmd(),\"\"x\"\".png\",,,,,,,,,,IMAGE_CORRUPT,\"why, \"\"so\"\"\",,");
  }

  @Test
  void inputGateRefusesReportsOrIsOff() throws IOException {
    String model = GatedModel.write(folder, 1e-9, 1e-9).toString();
    CommandResult refused =
        CommandResult.of("predict", "--model", model, "--format", "json", PNEUMONIA);
    assertThat(refused.status()).as(refused.err()).isEqualTo(3);
    assertThat(refused.json().get(0).at("/error/code").asText()).isEqualTo("NOT_A_CHEST_XRAY");
    assertThat(refused.json().get(0).at("/error/message").asText()).startsWith(PNEUMONIA + ": not");

    CommandResult reported =
        CommandResult.of(
            "predict", "--model", model, "--gate", "report", "--format", "json", PNEUMONIA);
    assertThat(reported.status()).as(reported.err()).isZero();
    JsonNode line = reported.json().get(0);
    assertThat(line.get("raw_score").asDouble()).isCloseTo(PNEUMONIA_SCORE, within(1e-5));
    assertThat(line.at("/gate/verdict").asText()).isEqualTo("REFUSED");
    assertThat(line.at("/gate/distance").asDouble()).isPositive();
    assertThat(line.at("/gate/reasons/0/code").asText()).isEqualTo("UNLIKE_TRAINING_PICTURES");
    assertThat(line.at("/gate/reasons/0/message").asText()).startsWith("expected features within");

    CommandResult off =
        CommandResult.of(
            "predict", "--model", model, "--gate", "off", "--format", "json", PNEUMONIA);
    assertThat(off.status()).isZero();
    assertThat(off.json().get(0).has("gate")).isFalse();
    assertUsage("--gate", "predict", "--model", model, "--gate", "maybe", PNEUMONIA);
    assertThat(CommandResult.of("model", "compare", "--model", model, NORMAL).status()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"onnx", "tensorflow"})
  void doubtfulInputIsPredictedAndTold(String backend) throws IOException {
    String model = GatedModel.write(folder, 1e-9, 1e9).toString();
    CommandResult text =
        CommandResult.of("predict", "--model", model, "--backend", backend, NORMAL);
    assertThat(text.status()).as(text.err()).isZero();
    assertThat(text.out()).contains(" ms [doubtful input: expected features within 0.00 of");
    CommandResult csv =
        CommandResult.of(
            "predict", "--model", model, "--backend", backend, "--format", "csv", NORMAL);
    assertThat(csv.out().lines().toList().get(0)).contains(",total_ms,gate,error_code,");
    assertThat(csv.out().lines().toList().get(1)).endsWith(",DOUBTFUL,,,,1");
  }

  @Test
  void wrongUsageEndsWithTwoAndOneSentence() throws IOException {
    Files.createDirectory(folder.resolve("empty"));
    assertUsage("--threshold", "predict", "--model", MODEL, "--threshold", "1.5", NORMAL);
    assertUsage("--threads", "predict", "--model", MODEL, "--threads", "-1", NORMAL);
    assertUsage("Missing required", "predict", "--model", MODEL);
    assertUsage("No .jpg", "predict", "--model", MODEL, folder.resolve("empty").toString());
    assertUsage("Missing required subcommand", "model");
  }

  private static void assertUsage(String sentence, String... args) {
    CommandResult result = CommandResult.of(args);
    assertThat(result.status()).as(result.err()).isEqualTo(2);
    assertThat(result.err()).contains(sentence);
  }

  @Test
  void modelThatCannotBeOpenedEndsWithFour() throws IOException {
    Path pointer =
        Files.writeString(
            folder.resolve("net.h5"),
            "version https://git-lfs.github.com/spec/v1\noid sha256:00\n");
    assertCannotOpen("MODEL_NOT_FOUND", "predict", "--model", "none.h5", NORMAL);
    assertCannotOpen("MODEL_TYPE_UNKNOWN", "predict", "--model", pointer.toString(), NORMAL);
    assertCannotOpen(
        "BACKEND_NOT_FOUND", "predict", "--model", MODEL, "--backend", "quantum", NORMAL);
    assertCannotOpen("MODEL_TYPE_UNKNOWN", "model", "inspect", pointer.toString());
  }

  private static void assertCannotOpen(String code, String... args) {
    CommandResult result = CommandResult.of(args);
    assertThat(result.status()).as(result.err()).isEqualTo(4);
    assertThat(result.err()).contains("[" + code + "]").doesNotContain("\tat ");
    assertThat(result.out()).isEmpty();
  }

  /** A phantom is no X-ray: the bundled model scores it, or its gate refuses it. */
  @ParameterizedTest
  @ValueSource(strings = {"onnx", "tensorflow"})
  void takesTheBundledModelWhereNoneIsNamed(String backend) throws IOException {
    CommandResult result =
        CommandResult.of("predict", "--backend", backend, "--format", "json", PNEUMONIA);
    assertThat(result.status()).as(result.err()).isIn(0, 3);
    JsonNode line = result.json().get(0);
    if (result.status() == 0) {
      ModelId bundled = BundledModel.card().id();
      assertThat(line.get("model").asText()).isEqualTo(bundled.name() + " " + bundled.version());
      assertThat(line.get("model_sha256").asText()).isEqualTo(bundled.sha256());
    } else {
      assertThat(line.at("/error/code").asText()).isEqualTo("NOT_A_CHEST_XRAY");
    }
  }

  @Test
  void findsPneumoniaInARealPictureWithoutAnyOption() throws IOException {
    Path picture =
        Path.of(System.getProperty("pneumonia.shared.data", "."))
            .resolve("originals/PNEUMONIA/person1007_bacteria_2938.jpeg");
    assumeTrue(Files.isRegularFile(picture), () -> "no " + picture);
    CommandResult result = CommandResult.of("predict", "--format", "json", picture.toString());
    assertThat(result.status()).as(result.err()).isZero();
    assertThat(result.json().get(0).get("prediction").asText()).isEqualTo("PNEUMONIA");
  }

  @Test
  void optionsHoldForTheBundledModelToo() throws IOException {
    ModelCard other = BundledModel.card().withSha256("0".repeat(64));
    Path card = folder.resolve("other.card.json");
    ModelCards.write(other, card);
    assertCannotOpen("MODEL_DIGEST_MISMATCH", "predict", "--card", card.toString(), NORMAL);
    assertCannotOpen("MODEL_DIGEST_MISMATCH", "model", "compare", "--card", card + "", NORMAL);
    assertCannotOpen("BACKEND_NOT_FOUND", "predict", "--backend", "quantum", NORMAL);
    assertUsage("--threshold", "predict", "--threshold", "1.5", NORMAL);
  }

  @Test
  void unpacksTheBundledModel() {
    String target = folder.resolve("models").toString();
    CommandResult written = CommandResult.of("model", "unpack", target);
    assertThat(written.status()).as(written.err()).isZero();
    CommandResult inspected = CommandResult.of("model", "inspect", written.out().strip());
    assertThat(inspected.out())
        .contains(
            BundledModel.card().id().sha256(), "(?, 224, 224, 3)", "\"pneumonia-mobilenetv2\"");
    assertUsage("exists already", "model", "unpack", target);
    assertThat(CommandResult.of("model", "unpack", target, "--force").status()).isZero();
    assertUsage("expected a folder", "model", "unpack", MODEL);
  }

  @Test
  void inspectsModel() {
    CommandResult result = CommandResult.of("model", "inspect", MODEL);
    assertThat(result.status()).isZero();
    assertThat(result.out())
        .contains("Keras 3.15.1", "(?, 96, 96, 3)", "SeparableConv2D", "parameters:", "\"name\"");
  }

  @Test
  void writesCardThatPredictsTheSameAndIsNotOverwritten() throws IOException {
    Path copy = Files.copy(Path.of(MODEL), folder.resolve("net.h5"));
    CommandResult written =
        CommandResult.of(
            "model", "card", copy.toString(), "--labels", "ok,sick", "--positive", "sick");
    assertThat(written.status()).as(written.err()).isZero();
    assertThat(folder.resolve("net.h5.card.json")).isRegularFile();
    CommandResult result =
        CommandResult.of("predict", "--model", copy.toString(), "--format", "json", PNEUMONIA);
    assertThat(result.err()).isEmpty();
    assertThat(result.json().get(0).get("raw_score").asDouble())
        .isCloseTo(PNEUMONIA_SCORE, within(1e-5));
    assertUsage("exists already", "model", "card", copy.toString());
  }

  @Test
  void convertsToOnnxThatScoresTheSame() throws IOException {
    Path target = folder.resolve("net.onnx");
    assertThat(CommandResult.of("model", "convert", MODEL, target.toString()).status()).isZero();
    CommandResult result =
        CommandResult.of("predict", "--model", target.toString(), "--format", "json", PNEUMONIA);
    assertThat(result.status()).as(result.err()).isZero();
    assertThat(result.json().get(0).get("raw_score").asDouble())
        .isCloseTo(PNEUMONIA_SCORE, within(1e-5));
    assertUsage("exists already", "model", "convert", MODEL, target.toString());
    assertUsage("expected a name", "model", "convert", MODEL, folder + "/net.tflite");
    assertThat(CommandResult.of("model", "inspect", target.toString()).out()).contains("ONNX");
  }

  @Test
  void keepsAConversionThatScoresTheSame() throws IOException {
    Path model = Files.copy(Path.of(MODEL), folder.resolve("net.h5"));
    CommandResult prepared = CommandResult.of("model", "prepare", model.toString());
    assertThat(prepared.status()).as(prepared.err()).isZero();
    assertThat(prepared.out().strip())
        .isEqualTo(folder.resolve("net.h5.converted.onnx").toString());

    String[] predict = {"predict", "--model", model.toString(), "--format", "json", PNEUMONIA};
    JsonNode kept = CommandResult.of(predict).json().get(0).get("raw_score");
    Files.delete(folder.resolve("net.h5.converted.onnx"));
    assertThat(CommandResult.of(predict).json().get(0).get("raw_score")).isEqualTo(kept);
    assertThat(
            CommandResult.of("model", "prepare", "--backend", "tensorflow", model.toString()).err())
        .contains("keeps no conversions");
  }

  @ParameterizedTest
  @ValueSource(strings = {"onnx", "tensorflow"})
  void runsTheRawNetworkOnAnArray(String backend) throws IOException {
    Path input = folder.resolve("x.npy");
    Path output = folder.resolve("y.npy");
    TensorShape shape = TensorShape.of(2, 96, 96, 3);
    NpyFile.write(FloatTensor.write(shape, values -> java.util.Arrays.fill(values, 0.5f)), input);
    String[] args = {
      "model",
      "run",
      MODEL,
      "--backend",
      backend,
      "--input",
      input.toString(),
      "--output",
      output.toString()
    };
    assertThat(CommandResult.of(args).status()).isZero();
    FloatTensor result = NpyFile.read(output);
    assertThat(result.shape()).isEqualTo(TensorShape.of(2, 1));
    assertThat(result.get(0)).isEqualTo(result.get(1)).isBetween(0f, 1f);
    CommandResult printed =
        CommandResult.of("model", "run", MODEL, "--backend", backend, "--input", input.toString());
    assertThat(printed.out().lines()).hasSize(2);
  }

  @Test
  void comparesBackends() {
    CommandResult result = CommandResult.of("model", "compare", "--model", MODEL, DATA.toString());
    assertThat(result.status()).as(result.out() + result.err()).isZero();
    assertThat(result.out()).contains("2 pictures compared", "onnx / tensorflow", "within 1.0E-5");
    CommandResult strict =
        CommandResult.of("model", "compare", "--model", MODEL, "--tolerance", "-1", NORMAL);
    assertThat(strict.status()).isEqualTo(1);
    assertUsage(
        "Expected two backends",
        "model",
        "compare",
        "--model",
        MODEL,
        "--backends",
        "onnx",
        NORMAL);
  }
}
