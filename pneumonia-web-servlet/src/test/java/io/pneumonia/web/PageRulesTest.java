package io.pneumonia.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.pneumonia.persistence.accounts.Account;
import io.pneumonia.persistence.request.Actor;
import io.pneumonia.web.ApiClient.Answer;
import io.pneumonia.web.configuration.ConfigurationKey;
import io.pneumonia.web.page.PagePaths;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds for all pages and is seen without a browser. */
class PageRulesTest {

  private static final List<String> PUBLIC =
      List.of("/", "/about/", "/login/", "/register/", "/model-info/");

  private static final List<String> OF_SOMEBODY =
      List.of(
          "/dashboard/",
          "/results/",
          "/history/",
          "/profile/",
          "/profile/edit/",
          "/profile/security/");

  private static final List<String> OF_A_RESULT = List.of("", "card/", "print/", "delete/");

  private static final List<String> FORMS =
      List.of(
          "/logout/",
          "/dashboard/",
          "/profile/edit/",
          "/profile/security/",
          "/profile/others/end/",
          "/profile/sessions/1/end/",
          "/profile/tokens/1/end/",
          "/results/1/delete/");

  /**
   * Who sees what: nobody, the owner, another user, an administrator; and what the other user's
   * form, with its token and nothing in it, is answered.
   */
  private static final String TABLE =
      """
      /                               200 200 200 200 405
      /about/                         200 200 200 200 405
      /login/                         200 303 303 303 400
      /register/                      200 303 303 303 400
      /logout/                        303 405 405 405 303
      /dashboard/                     303 200 200 200 400
      /results/                       303 200 200 200 405
      /results/{id}/                  303 200 404 200 405
      /results/{id}/card/             303 200 404 200 405
      /results/{id}/print/            303 200 404 200 405
      /results/{id}/delete/           303 200 404 200 404
      /history/                       303 200 200 200 405
      /profile/                       303 200 200 200 405
      /profile/edit/                  303 200 200 200 400
      /profile/security/              303 200 200 200 400
      /profile/sessions/{id}/end/     303 405 405 405 404
      /profile/tokens/{id}/end/       303 405 405 405 404
      /profile/others/end/            303 405 405 405 303
      /model-info/                    200 200 200 200 405
      /admin/                         303 403 403 200 403
      /admin/users/                   303 403 403 200 403
      /admin/users/new/               303 403 403 200 403
      /admin/users/{id}/              303 403 403 200 403
      /admin/users/{id}/deactivate/   303 403 403 200 403
      /admin/users/{id}/activate/     303 403 403 200 403
      /admin/users/{id}/grant/        303 403 403 200 403
      /admin/users/{id}/revoke/       303 403 403 200 403
      /admin/results/                 303 403 403 200 403
      /admin/audit/                   303 403 403 200 403
      /admin/audit/export/            303 403 403 200 403
      /admin/models/                  303 403 403 200 403
      /admin/models/upload/           303 403 403 405 403
      /admin/models/roll-back/        303 403 403 409 403
      /admin/models/{id}/             303 403 403 200 403
      /admin/models/{id}/activate/    303 403 403 200 403
      /admin/settings/                303 403 403 200 403
      """;

  private static final String FORM = "application/x-www-form-urlencoded";

  @TempDir static Path folder;

  private static RunningServer server;
  private static ApiClient browser;

  @BeforeAll
  static void start() {
    server = new RunningServer(folder, Map.of(ConfigurationKey.TRUSTED_PROXIES, "127.0.0.1"));
    browser = server.nobody().with("Accept", "text/html");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static Answer post(ApiClient client, String path, String form) {
    return client.send("POST", path, BodyPublishers.ofString(form), FORM);
  }

  /** Signs in by the form, with its cookie and token. */
  private static ApiClient signedIn(String name) {
    server.nobody().post("/api/register/", RunningServer.registration(name));
    return signIn(name);
  }

  private static ApiClient signedInAdministrator() {
    Answer known = server.administrator().get("/api/users/me/");
    return signIn(known.json().path("username").asText());
  }

  private static ApiClient signIn(String name) {
    Answer form = browser.get("/login/");
    Answer answer =
        post(
            browser.with("Cookie", cookie(form)),
            "/login/",
            "username=" + name + "&password=correct+horse+battery&csrf_token=" + token(form));
    assertThat(answer.status()).as(answer.text()).isEqualTo(303);
    assertThat(answer.header("Location")).isEqualTo("/dashboard/");
    return browser.with("Cookie", cookie(answer));
  }

  private static String cookie(Answer answer) {
    return answer.header("Set-Cookie").split(";", -1)[0];
  }

  private static String token(Answer page) {
    Matcher matcher = Pattern.compile("name=\"csrf_token\" value=\"(\\w+)\"").matcher(page.text());
    assertThat(matcher.find()).as(page.text()).isTrue();
    return matcher.group(1);
  }

  @Test
  void everybodySeesPublicPagesWithTheMedicalNotice() {
    for (String path : PUBLIC) {
      Answer answer = browser.get(path);
      assertThat(answer.status()).as(path).isEqualTo(200);
      assertThat(answer.text()).as(path).contains("A support tool, not a diagnosis.");
      assertThat(browser.get(path.replaceAll("(?<=.)/$", "")).status()).as(path).isEqualTo(200);
    }
  }

  @Test
  void whoeverIsNotSignedInIsAskedToAndComesBack() {
    for (String path : OF_SOMEBODY) {
      Answer answer = browser.get(path + "?a=b");
      assertThat(answer.status()).as(path).isEqualTo(303);
      assertThat(answer.header("Location"))
          .isEqualTo("/login/?next=" + path.replace("/", "%2F") + "%3Fa%3Db");
    }
    for (String path : FORMS) {
      assertThat(post(browser, path, "").header("Location")).as(path).startsWith("/login/?next=");
    }
  }

  @Test
  void noFormIsTakenWithoutItsToken() {
    ApiClient somebody = signedIn("formless");
    for (String path : FORMS) {
      Answer answer = post(somebody, path, "");
      assertThat(answer.status()).as(path).isEqualTo(403);
      assertThat(answer.text()).as(path).contains("This form cannot be used any more");
      assertThat(post(somebody, path, "csrf_token=" + "0".repeat(64)).status())
          .as(path)
          .isEqualTo(403);
    }
    for (String path : List.of("/login/", "/register/")) {
      assertThat(post(browser, path, "username=a&password=b").status()).as(path).isEqualTo(403);
    }
    assertThat(somebody.get("/dashboard/").status()).isEqualTo(200);
  }

  private static Map<String, List<Integer>> table() {
    Map<String, List<Integer>> table = new LinkedHashMap<>();
    TABLE
        .lines()
        .map(line -> line.split(" +", -1))
        .forEach(row -> table.put(row[0], Stream.of(row).skip(1).map(Integer::valueOf).toList()));
    return table;
  }

  @Test
  void theTableHasEveryPage() {
    assertThat(table().keySet())
        .containsExactlyInAnyOrderElementsOf(PagePaths.of(server.server().application()));
  }

  @Test
  void everyPageIsSeenByWhomItShould() {
    ApiClient owner = signedIn("table-owner");
    ApiClient other = signedIn("table-other");
    ApiClient chief = signedInAdministrator();
    Answer uploaded =
        owner
            .with("X-CSRFToken", token(owner.get("/dashboard/")))
            .with("Accept", "application/json")
            .upload("/api/images/", "a.png", RunningServer.picture("phantom-normal.png"), Map.of());
    String result = uploaded.json().path("result").path("id").asText();
    Account account =
        server.server().application().records().accounts().findByName(Actor.SYSTEM, "table-owner");
    Map<String, List<Integer>> found = new LinkedHashMap<>();
    for (String template : table().keySet()) {
      String path =
          template
              .replace("/results/{id}", "/results/" + result)
              .replace("/users/{id}", "/users/" + account.id())
              .replace("{id}", "1");
      List<Integer> row = new ArrayList<>();
      for (ApiClient client : List.of(browser, owner, other, chief)) {
        row.add(client.get(path).status());
      }
      ApiClient sender = signedIn("sender" + found.size());
      String token = token(sender.get("/dashboard/"));
      row.add(post(sender, path, "csrf_token=" + token).status());
      found.put(template, row);
    }
    assertThat(found).isEqualTo(table());
  }

  @Test
  void aResultIsSeenAndDeletedByItsOwnerOnly() {
    ApiClient owner = signedIn("owner");
    Answer dashboard = owner.get("/dashboard/");
    String token = token(dashboard);
    Answer uploaded =
        owner
            .with("X-CSRFToken", token)
            .with("Accept", "application/json")
            .upload("/api/images/", "a.png", RunningServer.picture("phantom-normal.png"), Map.of());
    assertThat(uploaded.status()).as(uploaded.text()).isEqualTo(201);
    String result = "/results/" + uploaded.json().path("result").path("id").asLong() + "/";
    ApiClient other = signedIn("other");
    String others = token(other.get("/dashboard/"));
    for (String path : OF_A_RESULT) {
      assertThat(owner.get(result + path).status()).as(path).isEqualTo(200);
      assertThat(other.get(result + path).status()).as(path).isEqualTo(404);
    }
    assertThat(post(other, result + "delete/", "csrf_token=" + others).status()).isEqualTo(404);
    assertThat(post(owner, result + "delete/", "csrf_token=" + token).header("Location"))
        .isEqualTo("/results/");
    assertThat(owner.get(result).status()).isEqualTo(404);
  }

  @Test
  void browsersKeepFilesByTheirFingerprintAndNothingElse() {
    Answer page = browser.get("/");
    assertThat(page.header("Cache-Control")).isEqualTo("no-store");
    Matcher files = Pattern.compile("\"(/static/[\\w.-]+)\"").matcher(page.text());
    assertThat(files.results().map(found -> found.group(1)))
        .isNotEmpty()
        .allSatisfy(
            file -> {
              Answer answer = server.nobody().get(file);
              assertThat(answer.status()).as(file).isEqualTo(200);
              assertThat(answer.header("Cache-Control")).contains("immutable");
              assertThat(answer.text()).doesNotContain("\"./");
              assertThat(
                      server
                          .nobody()
                          .with("Accept-Encoding", "gzip")
                          .get(file)
                          .header("Content-Encoding"))
                  .isEqualTo("gzip");
            });
    assertThat(server.nobody().get("/static/app.css").status()).isEqualTo(404);
    assertThat(server.nobody().get("/static/..%2f..%2fgolden.png").status()).isIn(400, 404);
  }

  @Test
  void errorsArePagesForPeopleAndJsonForPrograms() {
    Answer page = browser.get("/nothing/");
    assertThat(page.status()).isEqualTo(404);
    assertThat(page.header("Content-Type")).startsWith("text/html");
    assertThat(page.text()).contains("This page does not exist", "A support tool");
    assertThat(server.nobody().get("/nothing/").header("Content-Type"))
        .startsWith("application/json");
    assertThat(browser.get("/api/nothing/").header("Content-Type")).startsWith("application/json");
    Answer host = browser.with("X-Forwarded-Host", "evil.example").get("/");
    assertThat(host.status()).isEqualTo(400);
    assertThat(host.text()).contains("<h1>Invalid host</h1>");
    assertThat(browser.delete("/about/").status()).isEqualTo(403);
    assertThat(signedIn("deleter").with("X-CSRFToken", "0").delete("/about/").status())
        .isEqualTo(403);
  }

  @Test
  void cookiesAreForThisSiteOnly() {
    Answer plain = browser.get("/login/");
    assertThat(plain.header("Set-Cookie"))
        .contains("HttpOnly", "SameSite=Lax")
        .doesNotContain("Secure");
    Answer secure = browser.with("X-Forwarded-Proto", "https").get("/login/");
    assertThat(secure.header("Set-Cookie")).startsWith("__Host-").contains("Secure");
  }

  @Test
  void noPageHasCodeInIt() {
    ApiClient somebody = signedIn("codeless");
    for (String path : PUBLIC) {
      assertCodeless(path, browser.get(path).text());
    }
    for (String path : OF_SOMEBODY) {
      assertCodeless(path, somebody.get(path).text());
    }
  }

  private static void assertCodeless(String path, String page) {
    assertThat(page)
        .as(path)
        .doesNotContainPattern("<script(?![^>]* src=\"/static/)")
        .doesNotContainPattern("<style|\\sstyle=|\\son[a-z]+=\"|javascript:");
  }
}
