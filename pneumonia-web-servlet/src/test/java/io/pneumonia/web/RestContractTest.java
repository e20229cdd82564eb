package io.pneumonia.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pneumonia.web.ApiClient.Answer;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract, call by call. */
class RestContractTest {

  @TempDir static Path folder;

  private static RunningServer server;

  @BeforeAll
  static void start() {
    server = new RunningServer(folder, Map.of());
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static Answer upload(ApiClient client) {
    return client.upload(
        "/api/images/",
        "chest.png",
        RunningServer.picture("phantom-pneumonia.png"),
        Map.of("patient_name", "Doe, Jané", "patient_age", "4", "notes", "=1+1"));
  }

  @Test
  void registersAndAnswersWithAToken() {
    Answer answer = server.nobody().post("/api/register/", RunningServer.registration("anna"));
    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.json().fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder("id", "username", "email", "first_name", "last_name", "token");
    assertThat(answer.json().path("token").asText()).matches("[0-9a-f]{40}");
  }

  @Test
  void namesEveryFieldThatCannotBeAccepted() {
    Answer answer =
        server
            .nobody()
            .post(
                "/api/register/",
                Map.of("username", "bert", "password", "1234", "password_confirm", "5"));
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("error").asText()).isEqualTo("Validation failed");
    assertThat(answer.json().path("fields").path("email").path(0).asText())
        .isEqualTo("This field is required.");
  }

  @Test
  void signsInWithAFormAsRequestsSendsIt() {
    server.nobody().post("/api/register/", RunningServer.registration("carl"));
    Answer answer =
        server
            .nobody()
            .send(
                "POST",
                "/api/login/",
                BodyPublishers.ofString("username=carl&password=correct+horse+battery"),
                "application/x-www-form-urlencoded");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().path("user").path("username").asText()).isEqualTo("carl");
    String token = answer.json().path("token").asText();
    ApiClient client = server.nobody().withToken(token);
    assertThat(client.get("/api/users/me/").status()).isEqualTo(200);
    assertThat(client.post("/api/logout/", Map.of()).json().path("message").asText())
        .isEqualTo("Successfully logged out");
    assertThat(client.get("/api/users/me/").status()).isEqualTo(401);
  }

  @Test
  void refusesAWrongPassword() {
    Answer answer =
        server.nobody().post("/api/login/", Map.of("username", "nobody", "password", "whatever"));
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.json().path("detail").asText()).isNotEmpty();
  }

  @Test
  void analysesAPictureAndKeepsIt() {
    ApiClient client = server.somebody();
    Answer answer = upload(client);
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    JsonNode json = answer.json();
    assertThat(json.path("prediction").asText()).isEqualTo("PNEUMONIA");
    assertThat(json.path("confidence").asDouble())
        .isEqualTo(json.path("result").path("confidence").asDouble());
    assertThat(json.path("image").asText())
        .matches("/media/xray_images/\\d{4}/\\d{2}/\\d{2}/[0-9a-f]{32}\\.png");
    assertThat(json.path("uploaded_at").asText()).endsWith("Z");

    Answer picture = client.get(json.path("image").asText());
    assertThat(picture.response().body()).isEqualTo(RunningServer.picture("phantom-pneumonia.png"));
    assertThat(picture.header("Content-Type")).isEqualTo("image/png");
    assertThat(picture.header("X-Content-Type-Options")).isEqualTo("nosniff");

    JsonNode detail = client.get("/api/images/" + json.path("id").asLong()).json();
    assertThat(detail.path("width").asInt()).isEqualTo(480);
    assertThat(detail.path("format").asText()).isEqualTo("PNG");
    assertThat(detail.path("result").path("processing_time").asDouble()).isPositive();
  }

  @Test
  void listsSearchesExportsAndDeletes() {
    ApiClient client = server.somebody();
    upload(client);
    client.upload(
        "/api/images/", "normal.png", RunningServer.picture("phantom-normal.png"), Map.of());

    JsonNode page = client.get("/api/results/?page_size=1&ordering=-created_at").json();
    assertThat(page.path("count").asLong()).isEqualTo(2);
    String next = page.path("next").asText();
    assertThat(next).startsWith(server.server().address() + "api/results/?");
    JsonNode second = client.get(next).json();
    assertThat(second.path("results").path(0).path("xray_image").path("original_filename").asText())
        .isEqualTo("chest.png");
    assertThat(second.path("next").isNull()).isTrue();
    assertThat(second.path("previous").asText()).contains("page=1", "ordering=-created_at");
    assertThat(page.path("previous").isNull()).isTrue();

    JsonNode found = client.get("/api/results/?search=jan%C3%A9&predicted_class=PNEUMONIA").json();
    assertThat(found.path("count").asLong()).isEqualTo(1);
    long id = found.path("results").path(0).path("id").asLong();

    String csv = client.get("/api/results/export/?format=csv").text();
    assertThat(csv.lines()).hasSize(3);
    assertThat(csv).contains("'=1+1").contains("\"Doe, Jané\"");

    assertThat(server.somebody().get("/api/results/" + id + "/").status()).isEqualTo(404);
    assertThat(client.delete("/api/results/" + id + "/").status()).isEqualTo(204);
    assertThat(client.get("/api/results/" + id + "/").json().path("detail").asText())
        .isEqualTo("Not found.");
    assertThat(client.get("/api/history/?action=DELETE").json().path("count").asLong())
        .isEqualTo(1);
  }

  @Test
  void saysWhatIsWrongWithAFile() {
    ApiClient client = server.somebody();
    Answer text =
        client.upload("/api/images/", "a.png", "GIF89a".getBytes(StandardCharsets.UTF_8), Map.of());
    assertThat(text.status()).isEqualTo(400);
    assertThat(text.json().path("error").asText()).isEqualTo("Invalid file type");
    assertThat(text.json().path("detail").asText())
        .isEqualTo("Only PNG, JPG, and JPEG files are allowed");
    byte[] whole = RunningServer.picture("phantom-normal.png");
    Answer half =
        client.upload("/api/images/", "b.png", Arrays.copyOf(whole, whole.length / 2), Map.of());
    assertThat(half.json().path("error").asText()).isEqualTo("Corrupted image");
    Answer large = client.upload("/api/images/", "c.png", new byte[17 << 20], Map.of());
    assertThat(large.status()).isEqualTo(400);
    assertThat(large.json().path("error").asText()).isEqualTo("File too large");
    Answer none =
        client.send(
            "POST",
            "/api/images/",
            BodyPublishers.ofString("--x--\r\n"),
            "multipart/form-data; boundary=x");
    assertThat(none.json().path("fields").path("image").path(0).asText())
        .isEqualTo("No file was submitted.");
  }

  @Test
  void answersErrorsInJson() {
    ApiClient nobody = server.nobody();
    assertThat(nobody.get("/api/images/").json().path("detail").asText())
        .isEqualTo("Authentication credentials were not provided.");
    assertThat(nobody.withToken("0".repeat(40)).get("/api/images/").status()).isEqualTo(401);
    assertThat(nobody.get("/no/such/").status()).isEqualTo(404);
    assertThat(nobody.delete("/api/login/").status()).isEqualTo(405);
    assertThat(
            nobody
                .send("POST", "/api/login/", BodyPublishers.ofString("<a/>"), "application/xml")
                .status())
        .isEqualTo(415);
    Answer malformed =
        nobody.send("POST", "/api/login/", BodyPublishers.ofString("{"), "application/json");
    assertThat(malformed.status()).isEqualTo(400);
    assertThat(malformed.json().path("error").asText()).isEqualTo("Malformed request");
    assertThat(
            nobody
                .send(
                    "POST",
                    "/api/login/",
                    BodyPublishers.ofString("\"" + "x".repeat(70_000) + "\""),
                    "application/json")
                .status())
        .isEqualTo(413);
  }

  @Test
  void drawsWhatTheScoreRestsOn() {
    ApiClient client = server.somebody();
    String path = "/api/images/" + upload(client).json().path("id").asLong() + "/heatmap/";
    Answer map = client.get(path + "?size=256");
    assertThat(map.status()).as(map.text()).isEqualTo(200);
    assertThat(map.header("Content-Type")).isEqualTo("image/png");
    assertThat(map.response().body()).startsWith(0x89, 'P', 'N', 'G');
    assertThat(client.get(path + "?size=256&legend=false").response().body())
        .startsWith(0x89, 'P', 'N', 'G')
        .hasSizeLessThan(map.response().body().length);
    assertThat(client.get(path + "?size=9999").status()).isEqualTo(400);
    assertThat(client.get(path + "?legend=maybe").status()).isEqualTo(400);
    assertThat(server.somebody().get(path).status()).isEqualTo(404);
  }

  @Test
  void changesTheOwnAccount() {
    ApiClient client = server.somebody();
    JsonNode edited = client.json("PATCH", "/api/users/me/", Map.of("first_name", "Ada")).json();
    assertThat(edited.path("first_name").asText()).isEqualTo("Ada");
    assertThat(edited.path("total_scans").asLong()).isZero();
    Answer changed =
        client.post(
            "/api/users/change-password/",
            Map.of(
                "old_password", "correct horse battery",
                "new_password", "another good one",
                "new_password_confirm", "another good one"));
    assertThat(changed.json().path("message").asText()).isEqualTo("Password changed successfully");
    assertThat(client.get("/api/users/me/").status()).isEqualTo(200);
  }

  @Test
  void tellsModelAndHealth() {
    assertThat(
            server.somebody().get("/api/model/").json().path("card").path("schema_version").asInt())
        .isEqualTo(1);
    assertThat(server.nobody().get("/health/").json().path("status").asText()).isEqualTo("healthy");
    assertThat(server.nobody().get("/health/ready").json().path("parts").path("model").asText())
        .isEqualTo("ok");
    assertThat(server.nobody().get("/metrics").status()).isEqualTo(404);
  }
}
