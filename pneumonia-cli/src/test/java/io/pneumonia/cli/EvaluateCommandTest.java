package io.pneumonia.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pneumonia.bundled.BundledModel;
import io.pneumonia.model.ModelCards;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code pneumonia evaluate} in one process, on the examples' model and phantom pictures. */
class EvaluateCommandTest {

  private static final Path EXAMPLES = Path.of("../pneumonia-examples/data");
  private static final String MODEL = EXAMPLES.resolve("phantom-net.h5").toString();

  @TempDir Path folder;
  private Path data;

  @BeforeEach
  void labelPictures() throws IOException {
    data = folder.resolve("data");
    Files.createDirectories(data.resolve("NORMAL"));
    Files.createDirectories(data.resolve("PNEUMONIA"));
    for (String name : List.of("a.png", "b.png")) {
      Files.copy(EXAMPLES.resolve("phantom-normal.png"), data.resolve("NORMAL").resolve(name));
      Files.copy(
          EXAMPLES.resolve("phantom-pneumonia.png"), data.resolve("PNEUMONIA").resolve(name));
    }
  }

  private static CommandResult run(Object... args) {
    return CommandResult.of(Arrays.stream(args).map(Object::toString).toArray(String[]::new));
  }

  private Path file(String name) {
    return folder.resolve(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"onnx", "tensorflow"})
  void evaluatesFolderWithEveryOutput(String backend) throws IOException {
    CommandResult result =
        run(
            "evaluate",
            "--model",
            MODEL,
            "--backend",
            backend,
            "--bootstrap",
            50,
            "--json",
            file("r.json"),
            "--report",
            file("r.html"),
            "--scores",
            file("s.csv"),
            data);
    assertThat(result.status()).as(result.err()).isZero();
    assertThat(result.out())
        .contains("4 pictures: 2 NORMAL, 2 PNEUMONIA", "AUROC               1.000", "Robustness");
    JsonNode json = new ObjectMapper().readTree(file("r.json").toFile());
    assertThat(json.at("/model/backend").asText()).isEqualTo(backend);
    assertThat(json.at("/metrics/accuracy/value").asDouble()).isEqualTo(1);
    assertThat(json.at("/scores/pneumonia/quantiles/0.5").asDouble())
        .isCloseTo(0.9680799841880798, within(1e-5));
    assertThat(json.at("/robustness/altered")).hasSize(11);
    assertThat(file("r.html")).content().contains("<svg", "phantom-net unversioned");
    assertThat(file("s.csv")).content().hasLineCount(5).contains(",PNEUMONIA,0.968");
    assertThat(folder).isDirectoryNotContaining(each -> each.toString().endsWith(".part"));
  }

  @Test
  void evaluatesTableAndScoresThatWereWritten() throws IOException {
    Path table =
        Files.writeString(
            file("t.csv"),
            "path,label\ndata/NORMAL/a.png,NORMAL\ndata/PNEUMONIA/a.png,1\ndata/none.png,0\n");
    CommandResult result =
        run("evaluate", "--model", MODEL, "--robustness", "none", "--scores", file("s.csv"), table);
    assertThat(result.status()).as(result.err()).isEqualTo(3);
    assertThat(result.out())
        .contains("1 of 3 pictures were refused", "IMAGE_UNREADABLE", "none.png")
        .doesNotContain("Robustness");
    CommandResult again = run("evaluate", "--from-scores", file("s.csv"), "--threshold", 0.99);
    assertThat(again.status()).as(again.err()).isEqualTo(3);
    assertThat(again.out()).contains("a score of 0.99 or more", "PNEUMONIA   1               0");
  }

  /** A card of another file shows which file was to be opened. */
  @Test
  void measuresTheBundledModelWhereNoneIsNamed() throws IOException {
    ModelCards.write(BundledModel.card().withSha256("0".repeat(64)), file("other.card.json"));
    CommandResult result = run("evaluate", "--card", file("other.card.json"), data);
    assertThat(result.status()).isEqualTo(4);
    assertThat(result.err()).contains("MODEL_DIGEST_MISMATCH", BundledModel.card().id().sha256());
  }

  @Test
  void scoresWhatTheInputGateRefusesAndSaysSo() throws IOException {
    Path model = GatedModel.write(folder, 1e-9, 1e-9);
    CommandResult result =
        run("evaluate", "--model", model, "--robustness", "none", "--json", file("r.json"), data);
    assertThat(result.status()).as(result.err()).isZero();
    assertThat(result.out())
        .contains("refuses 4 of the 4 pictures", "Input gate", "NORMAL      0 (0.0 %)");
    JsonNode json = new ObjectMapper().readTree(file("r.json").toFile());
    assertThat(json.at("/gate/pneumonia/refused").asInt()).isEqualTo(2);
    assertThat(json.at("/metrics/accuracy/value").asDouble()).isEqualTo(1);
  }

  @Test
  void altersASampleOnly() {
    CommandResult result =
        run("evaluate", "--model", MODEL, "--robustness", 1, "--bootstrap", 0, data);
    assertThat(result.status()).isZero();
    assertThat(result.out()).contains("1 NORMAL and 1 PNEUMONIA, a random sample");
  }

  @Test
  void wrongUsageEndsWithTwoAndOneSentence() throws IOException {
    Files.writeString(file("old.json"), "kept");
    Path bad = Files.writeString(file("bad.csv"), "path,label\na.png,MAYBE\n");
    assertUsage("Missing DATA", "evaluate", "--model", MODEL);
    assertUsage("old.json exists already", "evaluate", "--json", file("old.json"), data);
    assertUsage("bad.csv line 2: expected the label", "evaluate", "--model", MODEL, bad);
    assertUsage("[DATA_NOT_FOUND]", "evaluate", "--model", MODEL, file("none"));
    assertUsage("found several", "evaluate", "--robustness", "several", data);
    assertUsage("found -1", "evaluate", "--bootstrap", -1, data);
    assertUsage("--from-scores goes without", "evaluate", "--from-scores", bad, data);
    assertUsage("exclude each other", "evaluate", "--from-scores", bad, "--scores", file("s.csv"));
    assertUsage("expected a folder to write into", "evaluate", "--json", file("no/r.json"), data);
    assertThat(file("old.json")).hasContent("kept");
  }

  private static void assertUsage(String sentence, Object... args) {
    CommandResult result = run(args);
    assertThat(result.status()).as(result.err()).isEqualTo(2);
    assertThat(result.err()).contains(sentence);
  }

  @Test
  void failedEvaluationLeavesNoFileBehind() throws IOException {
    Files.writeString(file("old.json"), "kept");
    CommandResult result =
        run(
            "evaluate",
            "--model",
            "none.h5",
            "--force",
            "--json",
            file("old.json"),
            "--scores",
            file("s.csv"),
            data);
    assertThat(result.status()).isEqualTo(4);
    assertThat(file("old.json")).hasContent("kept");
    assertThat(file("s.csv")).doesNotExist();
    assertThat(folder).isDirectoryNotContaining(each -> each.toString().endsWith(".part"));
  }

  @Test
  void overwritesWhenForced() throws IOException {
    Path scores = Files.writeString(file("s.csv"), "label,score\n0,0.1\n1,0.9\n");
    Files.writeString(file("r.json"), "old");
    CommandResult result =
        run("evaluate", "--from-scores", scores, "--json", file("r.json"), "--force");
    assertThat(result.status()).as(result.err()).isZero();
    assertThat(file("r.json")).content().contains("\"schemaVersion\" : 1");
  }
}
