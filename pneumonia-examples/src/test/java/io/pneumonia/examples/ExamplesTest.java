package io.pneumonia.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExamplesTest {

  private static final String MODEL = "data/phantom-net.h5";
  private static final String NORMAL = "data/phantom-normal.png";
  private static final String PNEUMONIA = "data/phantom-pneumonia.png";

  @TempDir Path folder;

  /** A phantom is no X-ray: the bundled model scores it, or its gate refuses it. */
  @Test
  void predictsWithTheBundledModel() throws Exception {
    List<String> lines = output(() -> PredictWithBundledModel.main(new String[] {PNEUMONIA}));
    if (lines.size() == 1) {
      assertThat(lines.get(0)).startsWith("refused: ").contains("phantom-pneumonia.png");
    } else {
      assertThat(lines).hasSize(3);
      assertThat(lines.get(0)).isIn("NORMAL", "PNEUMONIA");
      assertThat(Double.parseDouble(lines.get(1))).isBetween(0.0, 1.0);
      assertThat(lines.get(2)).endsWith(" %");
    }
  }

  @Test
  void predictsARealPictureWithTheBundledModel() throws Exception {
    Path picture =
        Path.of(System.getProperty("pneumonia.shared.data", "."))
            .resolve("originals/PNEUMONIA/person1007_bacteria_2938.jpeg");
    assumeTrue(Files.isRegularFile(picture), () -> "no " + picture);
    assertThat(output(() -> PredictWithBundledModel.main(new String[] {picture.toString()})))
        .hasSize(3)
        .first()
        .isEqualTo("PNEUMONIA");
  }

  @Test
  void bundledModelRefusesWhatIsNoPicture() throws Exception {
    Path text = Files.writeString(folder.resolve("notes.txt"), "not a picture");
    assertThat(output(() -> PredictWithBundledModel.main(new String[] {text.toString()})))
        .singleElement()
        .asString()
        .startsWith("refused: ")
        .contains("notes.txt");
  }

  /** The score is what make_example_data.py printed. */
  @Test
  void predictsOnePicture() throws Exception {
    List<String> lines = output(() -> PredictOnePicture.main(new String[] {MODEL, PNEUMONIA}));
    assertThat(lines.get(0)).isEqualTo("PNEUMONIA");
    assertThat(Double.parseDouble(lines.get(1)))
        .isCloseTo(0.9680799841880798, org.assertj.core.api.Assertions.within(1e-5));
    assertThat(lines.get(2)).isEqualTo("96.81 %");
  }

  @Test
  void predictsFolderAndGoesOnAfterARefusal() throws Exception {
    Files.copy(Path.of(NORMAL), folder.resolve("a.png"));
    Files.writeString(folder.resolve("b.png"), "not a picture");
    Files.copy(Path.of(PNEUMONIA), folder.resolve("c.png"));
    List<String> lines = output(() -> PredictFolder.main(new String[] {MODEL, folder.toString()}));
    assertThat(lines).hasSize(3);
    assertThat(lines.get(0)).endsWith("a.png: NORMAL");
    assertThat(lines.get(1)).startsWith("refused: ").contains("b.png");
    assertThat(lines.get(2)).endsWith("c.png: PNEUMONIA");
  }

  @Test
  void choosesThreshold() throws Exception {
    assertThat(output(() -> ChooseThreshold.main(new String[] {MODEL, NORMAL})))
        .containsExactly("NORMAL at 0.3, close to the threshold");
  }

  @Test
  void predictsAsynchronously() throws Exception {
    assertThat(output(() -> PredictAsynchronously.main(new String[] {MODEL, NORMAL, PNEUMONIA})))
        .containsExactly("NORMAL and PNEUMONIA");
  }

  @Test
  void comparesBackends() throws Exception {
    List<String> lines = output(() -> CompareBackends.main(new String[] {MODEL, PNEUMONIA}));
    assertThat(lines).hasSize(2).last().isEqualTo("exchangeable");
    assertThat(lines.get(0)).contains("first=onnx").contains("second=tensorflow");
  }

  /** The values are numpy's for the same file. */
  @Test
  void preprocessesLikePython() throws Exception {
    assertThat(output(() -> PreprocessLikePython.main(new String[] {PNEUMONIA})))
        .containsExactly("(1, 224, 224, 3) from 480x400 grey", "0.09411765 0.09411765 0.09411765");
  }

  @Test
  void explainsRefusals() throws Exception {
    Path text = Files.writeString(folder.resolve("notes.txt"), "not a picture");
    assertThat(output(() -> HandleRefusals.main(new String[] {MODEL, text.toString()})))
        .singleElement()
        .asString()
        .startsWith("Send another picture: ")
        .endsWith("[IMAGE_TYPE_UNSUPPORTED]");
    assertThat(output(() -> HandleRefusals.main(new String[] {"no-such.h5", NORMAL})))
        .singleElement()
        .asString()
        .startsWith("Mend the model or its card: ")
        .endsWith("[MODEL_NOT_FOUND]");
  }

  private interface Lesson {
    void run() throws Exception;
  }

  private static List<String> output(Lesson lesson) throws Exception {
    PrintStream usual = System.out;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try {
      lesson.run();
    } finally {
      System.setOut(usual);
    }
    return bytes.toString(StandardCharsets.UTF_8).lines().toList();
  }
}
