package io.pneumonia.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.pneumonia.web.ApiClient.Answer;
import io.pneumonia.web.TelemetryReceiver.Received;
import io.pneumonia.web.configuration.ConfigurationKey;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What leaves the process, looked at where it arrives. */
class TelemetryTest {

  private static final String REPORTS = "/api/7/envelope/";
  private static final String TRACES = "/v1/traces";
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

  @TempDir private Path folder;

  private final byte[] picture = RunningServer.picture("phantom-normal.png");

  private RunningServer server(TelemetryReceiver receiver, String share) {
    return new RunningServer(
        folder,
        Map.of(
            ConfigurationKey.ERROR_REPORTS,
            "http://publickey@" + receiver.authority() + "/7",
            ConfigurationKey.TRACES,
            "http://" + receiver.authority() + TRACES,
            ConfigurationKey.TRACE_SHARE,
            share));
  }

  private void rename(String from, String to) throws Exception {
    String url = "jdbc:sqlite:" + folder.resolve("data/records.db");
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute("ALTER TABLE " + from + " RENAME TO " + to);
    }
  }

  private String register(RunningServer server) {
    Answer made = server.nobody().post("/api/register/", RunningServer.registration("mustermann"));
    return made.json().path("token").asText();
  }

  private Answer upload(ApiClient client) {
    return client.upload(
        "/api/images/?ward=Mustermann",
        "mustermann-erika.png",
        picture,
        Map.of("patient_name", "Erika Mustermann", "patient_age", "83", "notes", "Nachtschweiss"));
  }

  @Test
  void sendsErrorsAndTracesWithoutAWordAboutAnybody() throws Exception {
    try (TelemetryReceiver receiver = new TelemetryReceiver()) {
      String token;
      try (RunningServer server = server(receiver, "1")) {
        token = register(server);
        ApiClient client =
            server
                .nobody()
                .withToken(token)
                .with("X-Request-Id", "Erika.Mustermann")
                .with("User-Agent", "Mustermann/1.0")
                .with("Cookie", "name=Mustermann")
                .with("traceparent", "00-" + TRACE + "-b7ad6b7169203331-01")
                .with("tracestate", "patient=Mustermann")
                .with("baggage", "patient=Mustermann");
        assertThat(upload(client).status()).isEqualTo(201);
        assertThat(client.get("/results/?search=Mustermann").status()).isEqualTo(200);
        rename("images", "images_before");
        assertThat(upload(client).status()).isEqualTo(503);
      }
      assertErrorIsTold(receiver);
      assertStagesAreTold(receiver);
      assertNobodyIsNamed(receiver, token);
    }
  }

  private static void assertErrorIsTold(TelemetryReceiver receiver) {
    assertThat(receiver.at(REPORTS))
        .singleElement()
        .extracting(Received::body)
        .asString()
        .contains("\"type\":\"RecordsUnavailable\"", "\"code\":\"DATABASE_UNAVAILABLE\"")
        .contains("\"route\":\"/api/images\"", "\"method\":\"POST\"", "\"status\":\"503\"")
        .contains("\"module\":\"io.pneumonia.web.api.Uploads\"", "\"in_app\":true")
        .contains("\"environment\":\"trial\"", "\"release\":\"pneumonia@")
        .doesNotContain("\"value\":", "\"server_name\"", "\"breadcrumbs\"", "\"user\"");
  }

  private static void assertStagesAreTold(TelemetryReceiver receiver) {
    String spans = receiver.at(TRACES).stream().map(Received::body).reduce("", String::concat);
    assertThat(spans)
        .contains("POST /api/images", "http.route", "service.name", "pneumonia.model.sha256")
        .contains("queue", "decode", "preprocess", "infer", "decide", "store", "record")
        .contains(new String(HexFormat.of().parseHex(TRACE), StandardCharsets.ISO_8859_1));
  }

  private void assertNobodyIsNamed(TelemetryReceiver receiver, String token) throws Exception {
    String sent = receiver.everything();
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(picture);
    assertThat(sent.toLowerCase(Locale.ROOT))
        .doesNotContain("mustermann", "erika", "nachtschweiss", "images_before", "insert into")
        .doesNotContain("127.0.0.1", "phantom", folder.toString().toLowerCase(Locale.ROOT))
        .doesNotContain(HexFormat.of().formatHex(digest));
    assertThat(sent).doesNotContain(token, RunningServer.PASSWORD);
  }

  @Test
  void tracesNoneWhereTheShareIsNone() throws Exception {
    try (TelemetryReceiver receiver = new TelemetryReceiver()) {
      try (RunningServer server = server(receiver, "0")) {
        assertThat(upload(server.somebody()).status()).isEqualTo(201);
      }
      assertThat(receiver.everything()).isEqualTo("[]");
    }
  }

  @Test
  void answersAsEverWhereNobodyListens() throws Exception {
    String gone;
    try (TelemetryReceiver receiver = new TelemetryReceiver()) {
      gone = receiver.authority();
    }
    Map<ConfigurationKey, String> nowhere =
        Map.of(
            ConfigurationKey.ERROR_REPORTS,
            "http://publickey@" + gone + "/7",
            ConfigurationKey.TRACES,
            "http://" + gone + TRACES);
    try (RunningServer server = new RunningServer(folder, nowhere)) {
      ApiClient client = server.somebody();
      assertThat(upload(client).status()).isEqualTo(201);
      rename("images", "images_before");
      assertThat(upload(client).status()).isEqualTo(503);
      rename("images_before", "images");
      assertThat(upload(client).status()).isEqualTo(201);
    }
  }
}
