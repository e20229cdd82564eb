package io.pneumonia.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code --fast}, on the examples' network of 96x96 and phantoms as JPEGs, large and small. */
class FastModeTest {

  private static final Path EXAMPLES = Path.of("../pneumonia-examples/data");
  private static final String MODEL = EXAMPLES.resolve("phantom-net.h5").toString();

  @TempDir Path folder;
  private Path large;
  private Path small;

  /** A quarter of the large ones is 300x250; a half of the small ones would be too little. */
  @BeforeEach
  void writePictures() throws IOException {
    large = folder.resolve("large");
    small = folder.resolve("small");
    for (String kind : List.of("NORMAL", "PNEUMONIA")) {
      write(kind, large, 1200, 1000);
      write(kind, small, 300, 250);
    }
  }

  private static void write(String kind, Path target, int width, int height) throws IOException {
    Path png = EXAMPLES.resolve("phantom-" + kind.toLowerCase(Locale.ROOT) + ".png");
    BufferedImage scaled = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
    Graphics2D graphics = scaled.createGraphics();
    graphics.drawImage(
        Objects.requireNonNull(ImageIO.read(png.toFile())), 0, 0, width, height, null);
    graphics.dispose();
    Path file = Files.createDirectories(target.resolve(kind)).resolve("a.jpg");
    assertThat(ImageIO.write(scaled, "jpg", file.toFile())).isTrue();
  }

  private static CommandResult run(String command, Path data, String... more) {
    List<String> args = new ArrayList<>(List.of(command, "--model", MODEL));
    args.addAll(List.of(more));
    args.add(data.toString());
    CommandResult result = CommandResult.of(args.toArray(String[]::new));
    assertThat(result.status()).as(result.out() + result.err()).isZero();
    return result;
  }

  private static List<Double> scores(CommandResult json) throws IOException {
    return json.json().stream().map(line -> line.get("raw_score").asDouble()).toList();
  }

  @Test
  void predictTellsOfEveryReducedPicture() throws IOException {
    CommandResult fast = run("predict", large, "--fast", "--format", "json");
    CommandResult exact = run("predict", large, "--format", "json");

    assertThat(fast.json()).hasSize(2);
    for (int i = 0; i < 2; i++) {
      JsonNode line = fast.json().get(i);
      assertThat(line.get("decode_denominator").asInt()).isEqualTo(4);
      assertThat(exact.json().get(i).get("decode_denominator").asInt()).isEqualTo(1);
      assertThat(scores(fast).get(i))
          .isNotEqualTo(scores(exact).get(i))
          .isCloseTo(scores(exact).get(i), within(0.02));
    }
    assertThat(run("predict", large, "--fast").out()).containsSubsequence("1/4]", "1/4]");
    List<String> csv = run("predict", large, "--fast", "--format", "csv").out().lines().toList();
    assertThat(csv.get(0)).endsWith(",decode_denominator");
    assertThat(csv.subList(1, 3)).allSatisfy(row -> assertThat(row).endsWith(",4"));
  }

  @Test
  void smallPicturesHaveTheVeryBitsOfExactMode() throws IOException {
    CommandResult fast = run("predict", small, "--fast", "--format", "json");

    assertThat(scores(fast)).isEqualTo(scores(run("predict", small, "--format", "json")));
    assertThat(fast.json())
        .allSatisfy(line -> assertThat(line.get("decode_denominator").asInt()).isOne());
    assertThat(run("predict", small, "--fast").out()).doesNotContain("decoded to");
  }

  private JsonNode evaluated(Path data, String... more) throws IOException {
    Path json = folder.resolve("report.json");
    List<String> options = new ArrayList<>(List.of("--bootstrap", "0", "--force"));
    options.addAll(List.of("--json", json.toString()));
    options.addAll(List.of(more));
    run("evaluate", data, options.toArray(String[]::new));
    return new ObjectMapper().readTree(json.toFile());
  }

  @Test
  void evaluateScoresReducedPicturesAndAltersWholeOnes() throws IOException {
    JsonNode exact = evaluated(large);
    JsonNode fast = evaluated(large, "--fast");

    assertThat(exact.at("/pictures/reduced").asInt()).isZero();
    assertThat(fast.at("/pictures/reduced").asInt()).isEqualTo(2);
    assertThat(fast.at("/warnings").toString()).contains("2 of the 2 pictures were decoded to a");
    assertThat(fast.get("scores")).isNotEqualTo(exact.get("scores"));
    assertThat(fast.get("robustness")).isEqualTo(exact.get("robustness"));
    JsonNode plain = evaluated(large, "--fast", "--robustness", "none");
    assertThat(plain.get("scores")).isEqualTo(fast.get("scores"));
    JsonNode sampled = evaluated(large, "--fast", "--robustness", "1");
    assertThat(sampled.get("scores")).isEqualTo(fast.get("scores"));
  }

  @Test
  void evaluateKeepsInATableOfScoresHowFarPicturesWereReduced() throws IOException {
    Path fast = folder.resolve("fast.csv");
    Path exact = folder.resolve("exact.csv");
    evaluated(large, "--fast", "--robustness", "none", "--scores", fast.toString());
    assertThat(fast).content().contains(",decode_denominator").containsSubsequence(",4\r\n", ",4");
    CommandResult again = CommandResult.of("evaluate", "--from-scores", fast.toString());
    assertThat(again.out()).contains("2 of the 2 pictures were decoded to a half or less");

    evaluated(small, "--fast", "--robustness", "none", "--scores", fast.toString());
    evaluated(small, "--robustness", "none", "--scores", exact.toString());
    assertThat(fast).hasSameTextualContentAs(exact);
  }

  @Test
  void benchmarkSaysWhichModeItMeasured() throws IOException {
    Path json = folder.resolve("speed.json");
    Path page = folder.resolve("speed.html");
    String[] files = {"--json", json.toString(), "--report", page.toString(), "--force"};
    List<String> quick = new ArrayList<>(List.of("--seconds", "1", "--starts", "0"));
    quick.addAll(List.of(files));

    assertThat(run("benchmark", large, quick.toArray(String[]::new)).out())
        .containsPattern("decoding +exact");
    assertThat(new ObjectMapper().readTree(json.toFile()).get("decode").asText())
        .isEqualTo("exact");

    quick.add("--fast");
    assertThat(run("benchmark", large, quick.toArray(String[]::new)).out())
        .containsPattern("decoding +fast: 2 of 2 pictures to a half or less");
    JsonNode report = new ObjectMapper().readTree(json.toFile());
    assertThat(report.get("decode").asText()).isEqualTo("fast");
    assertThat(report.get("reduced").asInt()).isEqualTo(2);
    // Of an exact and a fast one, scores would be further apart than two backends' are.
    assertThat(report.at("/parity/pairs/0/score_difference").asDouble()).isLessThan(1e-5);
    assertThat(page).content().contains("fast: 2 of 2 pictures");
  }
}
