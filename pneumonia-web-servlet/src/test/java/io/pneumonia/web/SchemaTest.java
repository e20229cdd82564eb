package io.pneumonia.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.pneumonia.web.ApiClient.Answer;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the server says of itself is what it does. */
class SchemaTest {

  @TempDir static Path folder;

  private static RunningServer server;
  private static JsonNode document;

  @BeforeAll
  static void start() {
    server = new RunningServer(folder, Map.of());
    document = server.nobody().get("/api/schema/").json();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void isOpenApiInJsonAndInYaml() {
    assertThat(document.path("openapi").asText()).startsWith("3.1");
    Answer yaml = server.nobody().with("Accept", "application/yaml").get("/api/schema/");
    assertThat(yaml.header("Content-Type")).isEqualTo("application/yaml");
    assertThat(yaml.text()).startsWith("openapi: 3.1");
    assertThat(server.nobody().get("/api/schema?format=yaml").text()).isEqualTo(yaml.text());
    assertThat(server.nobody().get("/api/schema?format=xml").status()).isEqualTo(400);
  }

  @Test
  void hasSchemasThatAreSchemas() {
    var meta =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));
    document
        .path("components")
        .path("schemas")
        .properties()
        .forEach(each -> assertThat(meta.validate(each.getValue())).as(each.getKey()).isEmpty());
  }

  @Test
  void resolvesEveryReferenceAndNamesEveryOperationOnce() {
    document
        .findValuesAsText("$ref")
        .forEach(
            reference ->
                assertThat(document.at(reference.substring(1)).isMissingNode())
                    .as(reference)
                    .isFalse());
    assertThat(document.findValuesAsText("operationId"))
        .doesNotHaveDuplicates()
        .hasSameSizeAs(new SchemaCheck(document).operations());
  }

  @Test
  void hasEveryRouteOfTheResources() {
    Set<String> routes = Routes.of(server.server().application());
    assertThat(routes).isNotEmpty();
    assertThat(new SchemaCheck(document).operations().stream().map(Routes::withoutSlash))
        .containsExactlyInAnyOrderElementsOf(routes);
  }

  @Test
  void holdsForWhatIsAnsweredToEveryOperation() {
    SchemaCheck check = new SchemaCheck(document);
    new SchemaWalk(server, check).walk();
    Set<String> expected = new TreeSet<>(check.operations());
    assertThat(succeeded(check)).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(refused(check)).containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void wouldNoticeAnAnswerOfAnotherForm() {
    ObjectNode other = document.deepCopy();
    ((ObjectNode) other.at("/components/schemas/Health/properties/status")).put("type", "integer");
    Answer answer = server.nobody().get("/health/");
    assertThatThrownBy(() -> new SchemaCheck(other).check("GET", "/health/", answer))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("/status: string found, integer expected");
  }

  private static Stream<String> succeeded(SchemaCheck check) {
    return check.seen().stream()
        .filter(each -> each.matches(".* 2\\d\\d"))
        .map(each -> each.replaceFirst(" \\d+$", ""))
        .distinct();
  }

  private static Stream<String> refused(SchemaCheck check) {
    return check.seen().stream()
        .filter(each -> each.matches(".* [45]\\d\\d"))
        .map(each -> each.replaceFirst(" \\d+$", ""))
        .distinct();
  }

  @Test
  void showsItselfWithoutAnotherSite() {
    Answer page = server.nobody().get("/api/docs/");
    assertThat(page.header("Content-Security-Policy")).doesNotContain("unsafe");
    assertThat(page.text()).doesNotContain("http:", "https:", "//", "<style", "<script>");
    page.text()
        .lines()
        .filter(line -> line.matches(".*(src|href)=.*"))
        .map(line -> line.replaceFirst(".*(?:src|href)=\"([^\"]+)\".*", "$1"))
        .forEach(
            file ->
                assertThat(server.nobody().send("GET", file, BodyPublishers.noBody(), null))
                    .as(file)
                    .matches(answer -> answer.status() == 200));
  }
}
