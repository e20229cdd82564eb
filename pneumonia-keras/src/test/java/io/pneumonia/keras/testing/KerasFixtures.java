package io.pneumonia.keras.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pneumonia.error.ErrorCode;
import io.pneumonia.spi.Tap;
import io.pneumonia.tensor.FloatTensor;
import io.pneumonia.tensor.TensorShape;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The fixtures that {@code src/test/python/make_keras_fixtures.py} writes, read from the index. */
public final class KerasFixtures {

  private static final String FOLDER = "/fixtures/";

  private KerasFixtures() {}

  /**
   * Every network with its expected output.
   *
   * @return in the order of the index: single layers first
   */
  public static List<KerasFixture> models() {
    return elements(json("index.json").required("models")).map(KerasFixtures::model).toList();
  }

  /**
   * One network.
   *
   * @param name as the index has it
   * @return the network
   */
  public static KerasFixture model(String name) {
    return elements(json("index.json").required("models"))
        .filter(entry -> entry.required("name").asText().equals(name))
        .map(KerasFixtures::model)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no fixture is named " + name));
  }

  /**
   * What Keras computes inside a network from the fixture's input.
   *
   * @param name of a network that {@code taps.json} has
   * @return the value of each tap that the network has
   */
  public static Map<Tap, FloatTensor> taps(String name) {
    Map<Tap, FloatTensor> taps = new EnumMap<>(Tap.class);
    json("taps.json")
        .required(name)
        .properties()
        .forEach(tap -> taps.put(Tap.valueOf(tap.getKey()), tensor(tap.getValue())));
    return taps;
  }

  /**
   * Every file that must be refused.
   *
   * @return in the order of the index
   */
  public static List<KerasRefusal> refusals() {
    return elements(json("index.json").required("refusals"))
        .map(
            entry ->
                new KerasRefusal(
                    entry.required("file").asText(),
                    ErrorCode.valueOf(entry.required("code").asText()),
                    elements(entry.required("mentions")).map(JsonNode::asText).toList()))
        .toList();
  }

  /**
   * Puts a resource where a reader that needs a real file can open it.
   *
   * @param file the resource's name, kept as the file's name
   * @param folder an existing folder
   * @return the file
   */
  public static Path copy(String file, Path folder) {
    try (InputStream resource = open(file)) {
      Path target = folder.resolve(file);
      Files.copy(resource, target, StandardCopyOption.REPLACE_EXISTING);
      return target;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static KerasFixture model(JsonNode entry) {
    String name = entry.required("name").asText();
    JsonNode values = json(entry.path("values").asText(name) + ".json");
    List<KerasFixture.Segment> segments = new ArrayList<>();
    for (JsonNode part : entry.path("segments")) {
      segments.add(
          new KerasFixture.Segment(
              part.required("label").asText(),
              part.required("from").asInt(),
              part.required("count").asInt()));
    }
    return new KerasFixture(
        name,
        elements(entry.required("files")).map(JsonNode::asText).toList(),
        entry.required("bounded").asBoolean(),
        entry.required("parameters").asLong(),
        shape(entry.required("inputShape")),
        shape(entry.required("outputShape")),
        segments,
        tensor(values.required("input")),
        tensor(values.required("output")));
  }

  private static FloatTensor tensor(JsonNode node) {
    byte[] bytes = Base64.getDecoder().decode(node.required("base64").asText());
    return FloatTensor.copyOf(
        shape(node.required("shape")),
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer());
  }

  private static TensorShape shape(JsonNode node) {
    return TensorShape.of(elements(node).mapToLong(JsonNode::asLong).toArray());
  }

  private static Stream<JsonNode> elements(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }

  private static JsonNode json(String file) {
    try (InputStream resource = open(file)) {
      return new ObjectMapper().readTree(resource);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static InputStream open(String file) throws IOException {
    InputStream resource = KerasFixtures.class.getResourceAsStream(FOLDER + file);
    if (resource == null) {
      throw new FileNotFoundException("no resource " + FOLDER + file);
    }
    return resource;
  }
}
