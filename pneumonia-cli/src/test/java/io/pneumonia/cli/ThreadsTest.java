package io.pneumonia.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code --threads}: the bundled model's scores are the same bits on any number of threads. */
class ThreadsTest {

  private static final Path EXAMPLES = Path.of("../pneumonia-examples/data");
  private static final Path ORIGINALS =
      Path.of(System.getProperty("pneumonia.shared.data", "."), "originals");

  /** Each number in a process of its own, as TensorFlow shares its threads within one. */
  @ParameterizedTest
  @ValueSource(strings = {"onnx", "tensorflow"})
  void scoresAreTheSameBitsOnAnyNumberOfThreads(String backend) throws IOException {
    List<String> one = scores(backend, "--threads", "1");

    assertThat(one).hasSizeGreaterThanOrEqualTo(2).doesNotHaveDuplicates();
    assertThat(scores(backend)).isEqualTo(one);
    assertThat(scores(backend, "--threads", "2")).isEqualTo(one);
    assertThat(scores(backend, "--threads", "3")).isEqualTo(one);
  }

  /** File and score; full-size X-rays as well, where they are. */
  private static List<String> scores(String backend, String... more) throws IOException {
    List<String> args = new ArrayList<>(List.of("predict", "--backend", backend));
    args.addAll(List.of("--gate", "off", "--format", "json"));
    args.addAll(List.of(more));
    args.add(EXAMPLES.toString());
    if (Files.isDirectory(ORIGINALS)) {
      args.add(ORIGINALS.toString());
    }
    FreshProcess.Result result = FreshProcess.run(args);
    assertThat(result.status()).isZero();
    List<String> scores = new ArrayList<>();
    for (String line : result.output().lines().toList()) {
      JsonNode json = new ObjectMapper().readTree(line);
      scores.add(json.get("file").asText() + " " + json.get("raw_score"));
    }
    return scores;
  }

  /** Many and few pictures take different ways through the network. */
  @Test
  void manyPicturesAreScoredAsEachAlone(@TempDir Path folder) throws IOException {
    Path picture = EXAMPLES.resolve("phantom-pneumonia.png");
    int many = 4 * Runtime.getRuntime().availableProcessors();
    for (int i = 0; i < many; i++) {
      Files.copy(picture, folder.resolve(i + ".png"));
    }
    String[] options = {"predict", "--gate", "off", "--format", "json"};
    JsonNode alone = run(options, picture).json().get(0).get("raw_score");

    List<JsonNode> all = run(options, folder).json();
    assertThat(all).hasSize(many);
    assertThat(all).allSatisfy(each -> assertThat(each.get("raw_score")).isEqualTo(alone));
  }

  private static CommandResult run(String[] options, Path path) {
    List<String> args = new ArrayList<>(List.of(options));
    args.add(path.toString());
    CommandResult result = CommandResult.of(args.toArray(String[]::new));
    assertThat(result.status()).as(result.err()).isZero();
    return result;
  }
}
