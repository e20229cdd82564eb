package io.pneumonia.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ContainerNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.pneumonia.error.ModelRejected;
import io.pneumonia.json.JsonProblems;
import io.pneumonia.json.Names;
import io.pneumonia.preprocess.ColorMode;
import io.pneumonia.preprocess.Fit;
import io.pneumonia.preprocess.Interpolation;
import io.pneumonia.tensor.TensorLayout;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CardSchemaTest {

  private static final String TEXT = Cards.resource("model-card.schema.json");
  private static final JsonNode TREE = Cards.tree(TEXT);
  private static final Schema SCHEMA =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(TEXT, InputFormat.JSON);

  static List<Cards.Bad> badCards() {
    return Cards.bad();
  }

  static List<String> goodCards() {
    List<String> cards = new ArrayList<>(Cards.documented());
    cards.add(Cards.full());
    cards.add(ModelCards.toJson(Cards.card()));
    return cards;
  }

  private static List<Error> errors(JsonNode card) {
    return SCHEMA.validate(
        card, context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)));
  }

  @ParameterizedTest
  @MethodSource("goodCards")
  void acceptsWhatTheReaderAccepts(String card) {
    assertThat(errors(Cards.tree(card))).isEmpty();
    assertThat(Cards.read(card)).isNotNull();
  }

  @ParameterizedTest
  @MethodSource("badCards")
  void refusesWhatTheReaderRefusesWhereItCan(Cards.Bad bad) {
    assertThat(errors(bad.card()).isEmpty()).isEqualTo(bad.onlyTheReaderRefuses());
  }

  @Test
  void isItselfAValidSchema() {
    Schema meta =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(
                com.networknt.schema.SchemaLocation.of(
                    "https://json-schema.org/draft/2020-12/schema"));

    assertThat(meta.validate(TREE)).isEmpty();
  }

  @Test
  void hasExactlyTheReadersFields() {
    assertThat(fields(TREE, "")).containsExactlyInAnyOrderElementsOf(readersFields());
  }

  @Test
  void hasExactlyTheReadersChoices() {
    JsonNode input = TREE.at("/properties/input/properties");
    assertThat(choices(input.get("color_mode"))).isEqualTo(Names.of(ColorMode.class));
    assertThat(choices(input.get("fit"))).isEqualTo(Names.of(Fit.class));
    assertThat(choices(input.get("interpolation"))).isEqualTo(Names.of(Interpolation.class));
    assertThat(choices(input.get("layout")))
        .containsExactlyInAnyOrderElementsOf(Names.of(TensorLayout.class));
    assertThat(choices(TREE.at("/$defs/scaling/properties/kind")))
        .isEqualTo(Names.of(CardJson.ScalingKind.class));
    assertThat(choices(TREE.at("/$defs/output/properties/kind")))
        .isEqualTo(Names.of(CardJson.OutputKind.class));
  }

  @Test
  void everyFieldIsDocumentedAndHasABadCard() {
    String documentation = Cards.documentation();
    List<String> complaints =
        Cards.bad().stream().map(bad -> bad.says().replaceAll("\\[\\d+]", "")).toList();
    for (String field : readersFields()) {
      assertThat(documentation).contains("| `" + field + "` |");
      assertThat(complaints).anyMatch(says -> says.startsWith(field + ": "));
    }
  }

  /**
   * Cards with one random value in a random place: what the schema or the constraints refuse, the
   * reader refuses, so no gate is tighter than the constructors; and every card that is read is
   * written so that the schema accepts it and it reads back equal.
   */
  @Test
  void allGatesAgreeOnRandomCards() {
    Random random = new Random(20261122);
    int read = 0;
    for (int round = 0; round < 1500; round++) {
      JsonNode card = mutated(random);
      ModelCard accepted = readOrNull(card);
      if (accepted == null) {
        continue;
      }
      read++;
      assertThat(errors(card)).as(card.toString()).isEmpty();
      assertThat(constraintsAccept(card)).as(card.toString()).isTrue();
      String written = ModelCards.toJson(accepted);
      assertThat(errors(Cards.tree(written))).as(written).isEmpty();
      assertThat(Cards.read(written)).isEqualTo(accepted);
    }
    assertThat(read).isBetween(150, 1350);
  }

  private static @Nullable ModelCard readOrNull(JsonNode card) {
    try {
      return Cards.read(card.toString());
    } catch (ModelRejected e) {
      return null;
    }
  }

  private static boolean constraintsAccept(JsonNode card) {
    JsonProblems problems = new JsonProblems();
    byte[] text = card.toString().getBytes(StandardCharsets.UTF_8);
    CardJson json = CardReader.bind(CardReader.parse(text, "x"), problems);
    CardConstraints.check(Objects.requireNonNull(json), problems);
    return problems.isEmpty();
  }

  private static JsonNode mutated(Random random) {
    String[] values = {
      "0",
      "-1",
      "1",
      "0.5",
      "3",
      "4096",
      "5000",
      "1e300",
      "1e-60",
      "-0.0",
      "2.0",
      "null",
      "true",
      "\"\"",
      "\" \"",
      "\"x\"",
      "\"\u3000\"",
      "\"2026-02-29\"",
      "\"2024-02-29\"",
      "\"grey\"",
      "\"sigmoid\"",
      "\"multi_sigmoid\"",
      "\"none\"",
      "\"divide\"",
      "[]",
      "{}",
      "[\"\"]",
      "[1]",
      "[1, 2, 3]",
      "[\"Viral\"]",
      "[\"Viral\", \"Normal\"]",
      "[{}]",
      "{\"low\": 0, \"high\": 1}"
    };
    JsonNode card = Cards.tree(Cards.full());
    for (int changes = 1 + random.nextInt(2); changes > 0; changes--) {
      List<ContainerNode<?>> places = containers(card);
      ContainerNode<?> place = places.get(random.nextInt(places.size()));
      JsonNode value = Cards.tree(values[random.nextInt(values.length)]);
      boolean remove = random.nextInt(4) == 0;
      if (place instanceof ObjectNode object && !object.isEmpty()) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        String name = names.get(random.nextInt(names.size()));
        if (remove) {
          object.remove(name);
        } else {
          object.set(name, value);
        }
      } else if (place instanceof ArrayNode list && !list.isEmpty()) {
        int index = random.nextInt(list.size());
        if (remove) {
          list.remove(index);
        } else {
          list.set(index, value);
        }
      }
    }
    return card;
  }

  private static List<ContainerNode<?>> containers(JsonNode node) {
    List<ContainerNode<?>> found = new ArrayList<>();
    if (node instanceof ContainerNode<?> container) {
      found.add(container);
      container.forEach(child -> found.addAll(containers(child)));
    }
    return found;
  }

  @Test
  void aCardWithoutASchemaVersionIsAlsoToldOfTheRest() {
    assertThatThrownBy(() -> Cards.read("{}"))
        .hasMessage(
            """
            model card test.card.json is not valid:
              schema_version: expected 1, found nothing
              name: expected text, found nothing
              version: expected text, found nothing
              input: expected an object, found nothing
              output: expected an object, found nothing""");
  }

  private static Set<String> readersFields() {
    JsonProblems problems = new JsonProblems();
    ObjectNode card = (ObjectNode) Cards.tree(Cards.full());
    CardReader.bind(
        CardReader.parse(card.toString().getBytes(StandardCharsets.UTF_8), "x"), problems);
    return problems.fields().stream()
        .filter(field -> !field.endsWith("]"))
        .map(field -> field.replaceAll("\\[\\d+]", ""))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static Set<String> fields(JsonNode schema, String path) {
    Set<String> found = new LinkedHashSet<>();
    JsonNode here = schema.has("$ref") ? TREE.at(schema.get("$ref").asText().substring(1)) : schema;
    JsonNode object = here.has("items") ? here.get("items") : here;
    object
        .path("properties")
        .properties()
        .forEach(
            field -> {
              String name = path.isEmpty() ? field.getKey() : path + "." + field.getKey();
              found.add(name);
              found.addAll(fields(field.getValue(), name));
            });
    return found;
  }

  private static List<String> choices(JsonNode field) {
    List<String> choices = new ArrayList<>();
    field.get("enum").forEach(choice -> choices.add(choice.asText()));
    return choices;
  }
}
