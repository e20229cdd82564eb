package io.pneumonia.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.pneumonia.web.ApiClient.Answer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Holds answers against the OpenAPI document that the same server hands out. */
final class SchemaCheck {

  private static final String DOCUMENT = "https://pneumonia.example/schema";

  private final JsonNode document;
  private final SchemaRegistry schemas;
  private final Set<String> seen = new TreeSet<>();

  SchemaCheck(JsonNode document) {
    this.document = document;
    this.schemas =
        SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            builder -> builder.schemas(Map.of(DOCUMENT, document.toString())));
  }

  /** Every operation, such as {@code GET /api/images/{id}/}. */
  Set<String> operations() {
    Set<String> all = new TreeSet<>();
    document
        .path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .fieldNames()
                    .forEachRemaining(
                        verb -> all.add(verb.toUpperCase(Locale.ROOT) + " " + path.getKey())));
    return all;
  }

  /** What was answered and checked so far: operations with statuses. */
  Set<String> seen() {
    return seen;
  }

  /** Fails unless the document has this status, type and body for the operation. */
  Answer check(String verb, String path, Answer answer) {
    String route = route(verb, path.replaceFirst("\\?.*", ""));
    List<String> steps =
        List.of("paths", route, verb.toLowerCase(Locale.ROOT), "responses", "" + answer.status());
    String call = verb + " " + path + " " + answer.status();
    assertThat(at(steps)).as(call + " is documented: " + answer.text()).isPresent();
    JsonNode content = at(steps).orElseThrow().path("content");
    if (content.isMissingNode()) {
      assertThat(answer.response().body()).as(call).isEmpty();
    } else {
      checkBody(call, steps, content, answer);
    }
    at(steps)
        .orElseThrow()
        .path("headers")
        .fieldNames()
        .forEachRemaining(name -> assertThat(answer.header(name)).as(call).isNotEmpty());
    seen.add(verb + " " + route + " " + answer.status());
    return answer;
  }

  private void checkBody(String call, List<String> steps, JsonNode content, Answer answer) {
    String type = answer.header("Content-Type").replaceFirst(";.*", "");
    assertThat(content.fieldNames()).toIterable().as(call).contains(type);
    if (type.equals("application/json")) {
      List<String> pointer = new ArrayList<>(steps);
      pointer.addAll(List.of("content", type, "schema"));
      assertThat(
              schemas
                  .getSchema(SchemaLocation.of(DOCUMENT + "#" + pointer(pointer)))
                  .validate(answer.text(), InputFormat.JSON))
          .as(call + " " + answer.text())
          .isEmpty();
    }
  }

  private static String pointer(List<String> steps) {
    StringBuilder pointer = new StringBuilder();
    for (String step : steps) {
      pointer.append('/').append(step.replace("~", "~0").replace("/", "~1"));
    }
    return pointer.toString().replace("{", "%7B").replace("}", "%7D");
  }

  private Optional<JsonNode> at(List<String> steps) {
    JsonNode node = document;
    for (String step : steps) {
      node = node.path(step);
    }
    return node.isMissingNode() ? Optional.empty() : Optional.of(node);
  }

  /** The template of a path; one without variables before one with. */
  private String route(String verb, String path) {
    Iterator<String> templates = document.path("paths").fieldNames();
    List<String> fitting = new ArrayList<>();
    while (templates.hasNext()) {
      String template = templates.next();
      String pattern =
          template.replace("{path}", ".+").replaceAll("\\{\\w+}", "[^/]+").replaceFirst("/$", "/?");
      if (path.matches(pattern)
          && at(List.of("paths", template, verb.toLowerCase(Locale.ROOT))).isPresent()) {
        fitting.add(template);
      }
    }
    assertThat(fitting).as("documented routes of " + verb + " " + path).isNotEmpty();
    return fitting.stream().filter(each -> !each.contains("{")).findFirst().orElse(fitting.get(0));
  }
}
