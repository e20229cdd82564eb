package io.pneumonia.keras;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pneumonia.error.ModelRejected;
import io.pneumonia.keras.testing.KerasFixture;
import io.pneumonia.keras.testing.KerasFixtures;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Well-formed archives whose configuration or weights say something nobody expects. */
class MutatedConfigsTest {

  private static final int MUTANTS = Integer.getInteger("pneumonia.mutants", 40);
  private static final int SEED = 19_991_231;
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  @TempDir Path folder;

  static Stream<String> files() {
    return KerasFixtures.models().stream()
        .map(KerasFixture::files)
        .flatMap(List::stream)
        .filter(file -> file.endsWith(".keras"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("files")
  void readsOrRefusesOtherConfigurations(String name) throws IOException {
    Map<String, byte[]> entries = entries(name);
    JsonNode config = new ObjectMapper().readTree(Archives.text(entries, "config.json"));
    Random random = new Random(SEED + name.hashCode());
    for (int mutant = 0; mutant < MUTANTS; mutant++) {
      JsonNode mutated = config.deepCopy();
      List<JsonNode> containers = new ArrayList<>();
      collect(mutated.path("config"), containers);
      for (int change = 0; change <= random.nextInt(3); change++) {
        mutate(containers.get(random.nextInt(containers.size())), random);
      }
      entries.put("config.json", mutated.toString().getBytes(StandardCharsets.UTF_8));
      readOrRefuse(name, Archives.pack(entries));
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("files")
  void readsOrRefusesOtherWeightBytes(String name) throws IOException {
    Map<String, byte[]> entries = entries(name);
    byte[] weights = entries.get("model.weights.h5");
    Objects.requireNonNull(weights);
    Random random = new Random(SEED - name.hashCode());
    for (int mutant = 0; mutant < MUTANTS; mutant++) {
      byte[] mutated = weights.clone();
      for (int change = 0; change <= random.nextInt(6); change++) {
        mutated[random.nextInt(mutated.length)] = (byte) random.nextInt(256);
      }
      entries.put("model.weights.h5", mutated);
      readOrRefuse(name, Archives.pack(entries));
    }
  }

  private Map<String, byte[]> entries(String name) throws IOException {
    return Archives.unpack(Files.readAllBytes(KerasFixtures.copy(name, folder)));
  }

  private static void collect(JsonNode node, List<JsonNode> containers) {
    if (node.isContainerNode() && !node.isEmpty()) {
      containers.add(node);
      node.forEach(each -> collect(each, containers));
    }
  }

  private static void mutate(JsonNode container, Random random) {
    if (container instanceof ObjectNode object && !object.isEmpty()) {
      List<String> names = new ArrayList<>();
      object.fieldNames().forEachRemaining(names::add);
      String name = names.get(random.nextInt(names.size()));
      if (random.nextInt(5) == 0) {
        object.remove(name);
      } else {
        object.set(name, value(random));
      }
    } else if (container instanceof ArrayNode array && !array.isEmpty()) {
      int index = random.nextInt(array.size());
      switch (random.nextInt(4)) {
        case 0 -> array.remove(index);
        case 1 -> array.insert(index, array.get(index).deepCopy());
        default -> array.set(index, value(random));
      }
    }
  }

  private static JsonNode value(Random random) {
    List<JsonNode> values =
        List.of(
            JSON.nullNode(),
            JSON.numberNode(0),
            JSON.numberNode(-1),
            JSON.numberNode(1),
            JSON.numberNode(2),
            JSON.numberNode(7),
            JSON.numberNode(65_536),
            JSON.numberNode(Integer.MAX_VALUE),
            JSON.numberNode(Long.MAX_VALUE),
            JSON.numberNode(0.5),
            JSON.numberNode(1e308),
            JSON.numberNode(Double.NaN),
            JSON.textNode(""),
            JSON.textNode("same"),
            JSON.textNode("channels_first"),
            JSON.textNode("softmax"),
            JSON.textNode("Conv2D"),
            JSON.booleanNode(true),
            JSON.booleanNode(false),
            JSON.arrayNode(),
            JSON.arrayNode().add(1).add(2),
            JSON.arrayNode().add(3).add(-1).add(1),
            JSON.arrayNode().add(JSON.arrayNode().add(1)),
            JSON.objectNode(),
            JSON.objectNode().put("class_name", "__tuple__"));
    return values.get(random.nextInt(values.size()));
  }

  private void readOrRefuse(String name, byte[] bytes) throws IOException {
    Path file = Files.write(folder.resolve(name), bytes);
    try {
      KerasFiles.read(file, Optional.empty());
    } catch (ModelRejected e) {
      assertThat(e.getMessage()).startsWith(name + ": ");
    }
  }
}
