package io.pneumonia.web;

import com.fasterxml.jackson.databind.JsonNode;
import io.pneumonia.web.ApiClient.Answer;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;

/** Calls every operation, so that it succeeds and so that it does not. */
final class SchemaWalk {

  private static final String PASSWORD = "correct horse battery";
  private static final String TEXT = "text/plain";

  private final RunningServer server;
  private final SchemaCheck check;
  private final ApiClient nobody;
  private final ApiClient wrong;

  SchemaWalk(RunningServer server, SchemaCheck check) {
    this.server = server;
    this.check = check;
    this.nobody = server.nobody();
    this.wrong = nobody.withToken("0".repeat(40));
  }

  void walk() {
    accounts();
    session();
    ApiClient user = server.somebody();
    images(user);
    results(user);
    account(user);
    open();
  }

  private Answer get(ApiClient client, String path) {
    return check.check("GET", path, client.get(path));
  }

  private Answer delete(ApiClient client, String path) {
    return check.check("DELETE", path, client.delete(path));
  }

  private Answer json(ApiClient client, String verb, String path, Map<String, ?> body) {
    return check.check(verb, path, client.json(verb, path, body));
  }

  private Answer text(ApiClient client, String verb, String path) {
    return check.check(verb, path, client.send(verb, path, BodyPublishers.ofString("?"), TEXT));
  }

  /** Refused for want of a token, and of another media type. */
  private void refused(String path) {
    get(nobody, path);
    get(wrong, path);
    get(server.somebody().with("Accept", "audio/ogg"), path);
  }

  private void accounts() {
    json(nobody, "POST", "/api/register/", RunningServer.registration("walker"));
    json(nobody, "POST", "/api/register/", RunningServer.registration("walker"));
    json(nobody, "POST", "/api/register/", Map.of("username", 7));
    text(nobody, "POST", "/api/register/");
    Map<String, String> login = Map.of("username", "walker", "password", PASSWORD);
    Answer signedIn = json(nobody, "POST", "/api/login/", login);
    json(nobody, "POST", "/api/login/", Map.of("username", "walker"));
    json(nobody, "POST", "/api/login/", Map.of("username", "x".repeat(70_000)));
    text(nobody, "POST", "/api/login/");
    for (int i = 0; i < 7; i++) {
      json(nobody, "POST", "/api/login/", Map.of("username", "walker", "password", "guess" + i));
    }
    json(nobody, "POST", "/api/logout/", Map.of());
    ApiClient user = nobody.withToken(signedIn.json().path("token").asText());
    json(user, "POST", "/api/logout/", Map.of());
  }

  private void session() {
    json(nobody, "POST", "/api/register/", RunningServer.registration("browser"));
    Map<String, String> login = Map.of("username", "browser", "password", PASSWORD);
    Answer opened = json(nobody, "POST", "/api/session/", login);
    json(nobody, "POST", "/api/session/", Map.of());
    json(nobody, "POST", "/api/session/", Map.of("username", "browser", "password", "wrong one"));
    text(nobody, "POST", "/api/session/");
    String cookie = opened.header("Set-Cookie").split(";", -1)[0];
    ApiClient browser = nobody.with("Cookie", cookie);
    get(browser, "/api/session/");
    get(nobody, "/api/session/");
    get(server.somebody(), "/api/session/");
    delete(browser, "/api/session/");
    json(browser, "POST", "/api/logout/", Map.of());
    ApiClient page = browser.with("X-CSRFToken", opened.json().path("csrf_token").asText());
    delete(page, "/api/session/");
  }

  private Answer upload(ApiClient client, String name, byte[] picture, String age) {
    Map<String, String> fields = Map.of("patient_name", "Doe", "patient_age", age, "notes", "n");
    return check.check(
        "POST", "/api/images/", client.upload("/api/images/", name, picture, fields));
  }

  private void images(ApiClient user) {
    byte[] picture = RunningServer.picture("phantom-pneumonia.png");
    JsonNode image = upload(user, "a.png", picture, "4").json();
    upload(user, "b.png", new byte[] {1, 2, 3}, "4");
    upload(user, "c.png", picture, "four");
    upload(user, "d.png", new byte[17 << 20], "4");
    upload(user, "e.png", new byte[21 << 20], "4");
    upload(nobody, "f.png", picture, "4");
    text(user, "POST", "/api/images/");
    String path = "/api/images/" + image.path("id").asLong() + "/";
    get(user, path);
    get(user, path + "heatmap/?size=128");
    get(user, path + "heatmap/?size=1");
    get(user, "/api/images/999999/heatmap/");
    get(user, "/api/images/999999/");
    get(user, "/api/images/?page_size=1");
    get(user, "/api/images/?ordering=name");
    get(user, image.path("image").asText());
    get(server.somebody(), image.path("image").asText());
    refused(path);
    refused("/api/images/");
    refused(image.path("image").asText());
  }

  private void results(ApiClient user) {
    Answer page = get(user, "/api/results/?search=doe&predicted_class=PNEUMONIA&page_size=500");
    get(user, "/api/results/?page=0");
    get(user, "/api/results/?confidence_min=many&date_from=yesterday");
    get(user, "/api/results/export/?format=csv");
    get(user, "/api/results/export/?format=xml");
    String path = "/api/results/" + page.json().path("results").path(0).path("id").asLong() + "/";
    get(user, path);
    refused(path);
    refused("/api/results/export/");
    delete(server.somebody(), path);
    delete(nobody, path);
    delete(user, path);
    get(user, path);
  }

  private void account(ApiClient user) {
    get(user, "/api/history/?action=upload");
    get(user, "/api/history/?action=dance");
    refused("/api/history/");
    get(user, "/api/users/me/");
    refused("/api/users/me/");
    for (String verb : new String[] {"PUT", "PATCH"}) {
      json(user, verb, "/api/users/me/", Map.of("first_name", "Ada"));
      json(user, verb, "/api/users/me/", Map.of("email", "no address"));
      json(nobody, verb, "/api/users/me/", Map.of());
      text(user, verb, "/api/users/me/");
    }
    String path = "/api/users/change-password/";
    Map<String, String> change =
        Map.of(
            "old_password", PASSWORD,
            "new_password", "another good one",
            "new_password_confirm", "another good one");
    json(user, "POST", path, Map.of("old_password", PASSWORD));
    json(nobody, "POST", path, change);
    json(user, "POST", path, change);
    json(user, "POST", path, change);
    get(user, "/api/model/");
    refused("/api/model/");
  }

  private void open() {
    for (String path :
        new String[] {
          "/health/", "/health/live/", "/health/ready/", "/api/schema/", "/api/docs/"
        }) {
      get(nobody, path);
      get(wrong, path);
      get(nobody.with("Accept", "audio/ogg"), path);
    }
    get(nobody, "/api/docs/docs.js");
    get(nobody, "/api/docs/none.js");
    get(nobody, "/api/schema/?format=xml");
    get(nobody, "/metrics");
    get(server.administrator(), "/metrics");
  }
}
