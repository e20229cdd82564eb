package io.pneumonia.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pneumonia.image.EncodedImage;
import io.pneumonia.image.ImageDecoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code predict --heatmap}, on two folders that hold a picture of the same name. */
class HeatmapTest {

  private static final Path DATA = Path.of("../pneumonia-examples/data");
  private static final String MODEL = DATA.resolve("phantom-net.h5").toString();

  @TempDir Path folder;
  private Path pictures;
  private Path heatmaps;

  @BeforeEach
  void writePictures() throws IOException {
    pictures = folder.resolve("pictures");
    heatmaps = folder.resolve("heatmaps");
    for (String kind : new String[] {"normal", "pneumonia"}) {
      Files.createDirectories(pictures.resolve(kind));
      Files.copy(DATA.resolve("phantom-" + kind + ".png"), picture(kind));
    }
  }

  private Path picture(String kind) {
    return pictures.resolve(kind).resolve("same.png");
  }

  private Path heatmap(String kind) {
    return heatmaps.resolve(kind).resolve("same.png.evidence.png");
  }

  private CommandResult explain(String... more) {
    List<String> args =
        new ArrayList<>(List.of("predict", "--model", MODEL, "--heatmap", heatmaps.toString()));
    args.addAll(List.of(more));
    return CommandResult.of(args.toArray(String[]::new));
  }

  @ParameterizedTest
  @ValueSource(strings = {"onnx", "tensorflow"})
  void writesAPictureForEachAndTellsWhere(String backend) throws IOException {
    CommandResult result = explain("--backend", backend, "--format", "json", pictures.toString());
    assertThat(result.status()).as(result.err()).isZero();
    List<String> lines = result.out().lines().toList();
    assertThat(lines).hasSize(2);
    for (int i = 0; i < 2; i++) {
      JsonNode line = new ObjectMapper().readTree(lines.get(i));
      String kind = i == 0 ? "normal" : "pneumonia";
      assertThat(line.get("prediction").asText()).isEqualToIgnoringCase(kind);
      assertThat(line.get("heatmap").asText()).isEqualTo(heatmap(kind).toString());
      assertThat(line.get("heatmap_method").asText()).isEqualTo("CLASS_ACTIVATION");
      EncodedImage drawing = EncodedImage.read(heatmap(kind));
      assertThat(new ImageDecoder().decode(drawing).width()).isEqualTo(1024);
    }
    try (Stream<Path> files = Files.walk(heatmaps)) {
      assertThat(files.filter(Files::isRegularFile)).hasSize(2);
    }
  }

  @Test
  void scoresAreThoseWithoutHeatmaps() throws IOException {
    String[] args = {"predict", "--model", MODEL, "--format", "json", pictures.toString()};
    List<String> plain = CommandResult.of(args).out().lines().toList();
    List<String> explained =
        explain("--format", "json", pictures.toString()).out().lines().toList();
    for (int i = 0; i < 2; i++) {
      assertThat(new ObjectMapper().readTree(explained.get(i)).get("raw_score"))
          .isEqualTo(new ObjectMapper().readTree(plain.get(i)).get("raw_score"));
    }
  }

  @Test
  void tellsItInTextAndCsvToo() {
    String file = heatmaps.resolve("same.png.evidence.png").toString();
    CommandResult text = explain(picture("pneumonia").toString());
    assertThat(text.out().strip())
        .startsWith(picture("pneumonia") + ": ")
        .endsWith(", heatmap " + file);
    CommandResult csv = explain("--force", "--format", "csv", picture("pneumonia").toString());
    List<String> lines = csv.out().lines().toList();
    assertThat(lines.get(0)).endsWith(",error_message,heatmap,decode_denominator");
    assertThat(lines.get(1)).endsWith(",,," + file + ",1");
  }

  @Test
  void refusedPicturesHaveNoHeatmapAndDoNotStopTheOthers() throws IOException {
    Files.writeString(picture("normal"), "no picture");
    CommandResult result = explain("--format", "json", pictures.toString());
    assertThat(result.status()).isEqualTo(3);
    assertThat(result.out().lines().toList().get(0))
        .contains("IMAGE_TYPE_UNSUPPORTED")
        .doesNotContain("heatmap");
    assertThat(heatmap("normal")).doesNotExist();
    assertThat(heatmap("pneumonia")).exists();
  }

  @Test
  void overwritesHeatmapsOnlyWhenTold() throws IOException {
    assertThat(explain(pictures.toString()).status()).isZero();
    CommandResult again = explain(pictures.toString());
    assertThat(again.status()).isEqualTo(2);
    assertThat(again.err()).contains("same.png.evidence.png exists already; --force");
    assertThat(again.out()).isEmpty();
    Files.writeString(heatmap("normal"), "old");
    assertThat(explain("--force", pictures.toString()).status()).isZero();
    assertThat(Files.size(heatmap("normal"))).isGreaterThan(1000);
  }

  @Test
  void neverOverwritesAPicture() throws IOException {
    Path victim =
        Files.copy(picture("normal"), picture("normal").resolveSibling("same.png.evidence.png"));
    byte[] before = Files.readAllBytes(victim);
    heatmaps = pictures.resolve("normal");
    CommandResult result = explain("--force", picture("normal").toString(), victim.toString());
    assertThat(result.status()).isEqualTo(2);
    assertThat(result.err()).contains(victim + " is one of the pictures");
    assertThat(victim).hasBinaryContent(before);
  }

  @Test
  void refusesAFolderAmongThePictures() {
    heatmaps = pictures.resolve("heatmaps");
    CommandResult result = explain(pictures.toString());
    assertThat(result.status()).isEqualTo(2);
    assertThat(result.err()).contains("--heatmap: expected a folder outside of " + pictures);
    assertThat(heatmaps).doesNotExist();
  }

  @Test
  void hidesPartsOfThePictureWhereTheNetworkIsNotSeenInto() throws IOException {
    String onnx = folder.resolve("net.onnx").toString();
    assertThat(CommandResult.of("model", "convert", MODEL, onnx).status()).isZero();
    CommandResult result =
        CommandResult.of(
            "predict",
            "--model",
            onnx,
            "--heatmap",
            heatmaps.toString(),
            "--format",
            "json",
            picture("pneumonia").toString());
    assertThat(result.status()).as(result.err()).isZero();
    assertThat(result.err()).contains("heatmaps are made by hiding parts of a picture");
    assertThat(new ObjectMapper().readTree(result.out()).get("heatmap_method").asText())
        .isEqualTo("OCCLUSION");
    assertThat(heatmaps.resolve("same.png.evidence.png")).exists();
  }
}
