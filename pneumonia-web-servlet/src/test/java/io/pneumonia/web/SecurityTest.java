package io.pneumonia.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.pneumonia.web.ApiClient.Answer;
import io.pneumonia.web.configuration.ConfigurationKey;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may do what, route by route, and what browsers are told. */
class SecurityTest {

  @TempDir static Path folder;

  private static final List<String> OF_SOMEBODY =
      List.of(
          "GET /api/images/",
          "GET /api/results/",
          "GET /api/results/export/",
          "GET /api/history/",
          "GET /api/model/",
          "GET /api/users/me/");

  private static RunningServer server;

  @BeforeAll
  static void start() {
    server =
        new RunningServer(
            folder,
            Map.of(
                ConfigurationKey.CORS_ORIGINS, "https://app.example.org",
                ConfigurationKey.TRUSTED_PROXIES, "127.0.0.1"));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static int status(ApiClient client, String route) {
    return client.get(route.substring(route.indexOf(' ') + 1)).status();
  }

  @Test
  void asksNobodyInWhereSomebodyMustBeSignedIn() {
    ApiClient somebody = server.somebody();
    for (String route : OF_SOMEBODY) {
      assertThat(status(server.nobody(), route)).as(route).isEqualTo(401);
      assertThat(status(somebody, route)).as(route).isEqualTo(200);
    }
  }

  @Test
  void hidesWhatBelongsToOthersFromAllButAdministrators() {
    ApiClient owner = server.somebody();
    Answer uploaded =
        owner.upload(
            "/api/images/", "a.png", RunningServer.picture("phantom-normal.png"), Map.of());
    List<String> paths =
        List.of(
            "/api/images/" + uploaded.json().path("id").asLong() + "/",
            "/api/results/" + uploaded.json().path("result").path("id").asLong() + "/",
            uploaded.json().path("image").asText());
    ApiClient other = server.somebody();
    ApiClient administrator = server.administrator();
    for (String path : paths) {
      assertThat(server.nobody().get(path).status()).as(path).isEqualTo(401);
      assertThat(other.get(path).status()).as(path).isEqualTo(404);
      assertThat(owner.get(path).status()).as(path).isEqualTo(200);
      assertThat(administrator.get(path).status()).as(path).isEqualTo(200);
    }
    assertThat(other.delete(paths.get(1)).status()).isEqualTo(404);
    assertThat(other.get("/api/results/").json().path("count").asLong()).isZero();
  }

  @Test
  void showsMetricsToAdministratorsOnly() {
    assertThat(server.somebody().get("/metrics").status()).isEqualTo(404);
    assertThat(server.administrator().get("/metrics").text())
        .contains("http_server_requests_seconds_bucket", "pneumonia_queue_waiting", "jvm_memory");
  }

  @Test
  void tellsBrowsersWhatThisSiteNeverDoes() {
    Answer answer = server.nobody().get("/health/");
    assertThat(answer.header("Content-Security-Policy"))
        .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
        .doesNotContain("unsafe-inline");
    assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
    assertThat(answer.header("Strict-Transport-Security")).isEmpty();
    assertThat(answer.header("Server")).isEmpty();
    Answer secure = server.nobody().with("X-Forwarded-Proto", "https").get("/health/");
    assertThat(secure.header("Strict-Transport-Security")).isNotEmpty();
  }

  @Test
  void keepsWhatIsPersonalOutOfCaches() {
    ApiClient somebody = server.somebody();
    for (String route : OF_SOMEBODY) {
      Answer answer = somebody.get(route.substring(route.indexOf(' ') + 1));
      assertThat(answer.header("Cache-Control")).as(route).isEqualTo("no-store");
    }
  }

  @Test
  void refusesHostNamesOfOtherSites() {
    Answer answer = server.nobody().with("X-Forwarded-Host", "evil.example").get("/health/");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("error").asText()).isEqualTo("Invalid host");
  }

  @Test
  void answersScriptsOfListedOriginsOnly() {
    ApiClient listed = server.nobody().with("Origin", "https://app.example.org");
    assertThat(listed.get("/health/").header("Access-Control-Allow-Origin"))
        .isEqualTo("https://app.example.org");
    ApiClient other = server.nobody().with("Origin", "https://evil.example");
    assertThat(other.get("/health/").header("Access-Control-Allow-Origin")).isEmpty();
  }

  @Test
  void wantsACsrfTokenBesideASessionCookie() {
    server.nobody().post("/api/register/", RunningServer.registration("dora"));
    Map<String, String> login = Map.of("username", "dora", "password", "correct horse battery");
    Answer opened = server.nobody().post("/api/session/", login);
    assertThat(opened.status()).isEqualTo(201);
    String cookie = opened.header("Set-Cookie");
    assertThat(cookie).contains("HttpOnly", "SameSite=Lax", "Path=/").doesNotContain("Secure");
    ApiClient browser = server.nobody().with("Cookie", cookie.split(";", -1)[0]);
    assertThat(browser.get("/api/users/me/").status()).isEqualTo(200);
    assertThat(browser.post("/api/logout/", Map.of()).status()).isEqualTo(403);
    assertThat(browser.with("X-CSRFToken", "0".repeat(64)).post("/api/logout/", Map.of()).status())
        .isEqualTo(403);
    ApiClient page = browser.with("X-CSRFToken", opened.json().path("csrf_token").asText());
    assertThat(page.post("/api/logout/", Map.of()).status()).isEqualTo(200);
    assertThat(browser.get("/api/users/me/").status()).isEqualTo(401);
    Answer secure = server.nobody().with("X-Forwarded-Proto", "https").post("/api/session/", login);
    assertThat(secure.header("Set-Cookie")).startsWith("__Host-").contains("Secure");
  }

  @Test
  void slowsDownWhoGuesses() {
    server.nobody().post("/api/register/", RunningServer.registration("erik"));
    ApiClient guesser = server.nobody().with("X-Forwarded-For", "203.0.113.9");
    Answer last = guesser.get("/health/");
    for (int i = 0; i < 6; i++) {
      last = guesser.post("/api/login/", Map.of("username", "erik", "password", "guess" + i));
    }
    assertThat(last.status()).isEqualTo(429);
    assertThat(Integer.parseInt(last.header("Retry-After"))).isPositive();
    Map<String, String> right = Map.of("username", "erik", "password", "correct horse battery");
    assertThat(server.nobody().post("/api/login/", right).status()).isEqualTo(200);
  }
}
