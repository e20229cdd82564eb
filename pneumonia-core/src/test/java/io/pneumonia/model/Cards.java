package io.pneumonia.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pneumonia.decision.ScoreReader;
import io.pneumonia.decision.SigmoidReader;
import io.pneumonia.decision.Threshold;
import io.pneumonia.preprocess.ColorMode;
import io.pneumonia.preprocess.Fit;
import io.pneumonia.preprocess.Interpolation;
import io.pneumonia.preprocess.PreprocessSpec;
import io.pneumonia.preprocess.Scaling;
import io.pneumonia.tensor.TensorLayout;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cards that the tests share. */
final class Cards {

  static final ObjectMapper JSON = new ObjectMapper();

  /** Where the documentation lies; tests run in their module's folder. */
  static final Path DOCUMENTATION = Path.of("..", "docs", "model-card.md");

  /** One change to the full card that makes it bad, and the line that says so. */
  record Bad(JsonNode card, String says, boolean onlyTheReaderRefuses) {
    @Override
    public String toString() {
      return says;
    }
  }

  private Cards() {}

  /** A card that has every field. */
  static String full() {
    return resource("full.card.json");
  }

  static ModelCard read(String json) {
    return ModelCards.parse(json.getBytes(StandardCharsets.UTF_8), "test.card.json");
  }

  static List<Bad> bad() {
    List<Bad> cases = new ArrayList<>();
    for (JsonNode change : tree(resource("bad-cards.json"))) {
      String path = change.get("path").asText();
      ObjectNode card = (ObjectNode) tree(full());
      int slash = path.lastIndexOf('/');
      ObjectNode parent = (ObjectNode) card.at(path.substring(0, slash));
      if (change.has("value")) {
        parent.set(path.substring(slash + 1), change.get("value"));
      } else {
        parent.remove(path.substring(slash + 1));
      }
      cases.add(new Bad(card, change.get("says").asText(), change.has("schema")));
    }
    return cases;
  }

  /** The cards that the documentation shows, in order. */
  static List<String> documented() {
    Matcher blocks = Pattern.compile("(?s)```json\n(.*?)```").matcher(documentation());
    return blocks.results().map(block -> block.group(1)).toList();
  }

  static String documentation() {
    try {
      return Files.readString(DOCUMENTATION);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static JsonNode tree(String json) {
    try {
      return JSON.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String resource(String name) {
    try (InputStream in = Cards.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static ModelCard card(PreprocessSpec spec, ScoreReader reader) {
    return new ModelCard("net", "1", null, spec, reader, true, Threshold.DEFAULT, CardDetails.NONE);
  }

  static ModelCard card() {
    return card(spec(new Scaling.Divide(255, 0)), sigmoid());
  }

  static PreprocessSpec spec(Scaling scaling) {
    return new PreprocessSpec(
        224,
        224,
        ColorMode.RGB,
        Fit.SQUASH,
        Interpolation.PILLOW_BICUBIC,
        scaling,
        TensorLayout.NHWC);
  }

  static SigmoidReader sigmoid() {
    return new SigmoidReader(List.of("NORMAL", "PNEUMONIA"), List.of("PNEUMONIA"), false);
  }
}
