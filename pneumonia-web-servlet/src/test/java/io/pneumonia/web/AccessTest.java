package io.pneumonia.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.pneumonia.persistence.accounts.Account;
import io.pneumonia.persistence.request.Actor;
import io.pneumonia.web.ApiClient.Answer;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may do what: every route with every method, for everybody that there is. */
class AccessTest {

  /** Columns: nobody, the owner, another user, an administrator, a user who was deactivated. */
  private static final String TABLE =
      """
      POST   /api/register              201 201 201 201 401
      POST   /api/login                 200 200 200 200 401
      POST   /api/logout                401 200 200 200 401
      POST   /api/session               201 201 201 201 401
      GET    /api/session               401 404 404 404 401
      DELETE /api/session               401 404 404 404 401
      GET    /api/users/me              401 200 200 200 401
      PUT    /api/users/me              401 200 200 200 401
      PATCH  /api/users/me              401 200 200 200 401
      POST   /api/users/change-password 401 200 200 200 401
      POST   /api/images                401 201 201 201 401
      GET    /api/images                401 200 200 200 401
      GET    /api/images/{id}           401 200 404 200 401
      GET    /api/images/{id}/heatmap   401 200 404 200 401
      GET    /media/{path}              401 200 404 200 401
      GET    /api/results               401 200 200 200 401
      GET    /api/results/{id}          401 200 404 200 401
      DELETE /api/results/{id}          401 204 404 204 401
      GET    /api/results/export        401 200 200 200 401
      GET    /api/history               401 200 200 200 401
      GET    /api/model                 401 200 200 200 401
      GET    /health                    200 200 200 200 401
      GET    /health/live               200 200 200 200 401
      GET    /health/ready              200 200 200 200 401
      GET    /metrics                   404 404 404 200 401
      GET    /api/schema                200 200 200 200 401
      GET    /api/docs                  200 200 200 200 401
      GET    /api/docs/{file}           200 200 200 200 401
      """;

  private static final List<String> METHODS =
      List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW");

  private static final String PASSWORD = "correct horse battery";

  @TempDir static Path folder;

  private static RunningServer server;
  private static int names;

  @BeforeAll
  static void start() {
    server = new RunningServer(folder, Map.of());
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  /** Somebody of a test; all of them are there before the first call. */
  private enum Who {
    NOBODY(2),
    OWNER(3),
    OTHER(4),
    ADMINISTRATOR(5),
    DEACTIVATED(6);

    private final int column;

    Who(int column) {
      this.column = column;
    }
  }

  /** Who calls, and the owner's picture and result that a call is about. */
  private record Scene(ApiClient caller, String image, String result, String media) {

    String path(String route) {
      return route
              .replace("/images/{id}", "/images/" + image)
              .replace("/results/{id}", "/results/" + result)
              .replace("/media/{path}", media)
              .replace("{file}", "docs.js")
          + (route.contains("{path}") || route.contains("{file}") ? "" : "/");
    }
  }

  private static Map<String, Integer> expected(Who who) {
    Map<String, Integer> expected = new LinkedHashMap<>();
    TABLE
        .lines()
        .map(line -> line.split(" +", -1))
        .forEach(row -> expected.put(row[0] + " " + row[1], Integer.valueOf(row[who.column])));
    return expected;
  }

  @Test
  void knowsEveryRouteOfTheServer() {
    assertThat(expected(Who.NOBODY).keySet())
        .containsExactlyInAnyOrderElementsOf(Routes.of(server.server().application()));
  }

  @Test
  void letsEachCallOnlyWhomItShould() {
    List<String> wrong = new ArrayList<>();
    for (Who who : Who.values()) {
      Map<String, Integer> expected = expected(who);
      Scene scene = scene(who);
      for (String path : paths()) {
        for (String method : METHODS) {
          Scene used = spoils(method, path) ? scene(who) : scene;
          int status = call(method, path, used).status();
          int should = should(who, expected, method, path);
          if (status != should) {
            wrong.add("%s %s as %s: %d, not %d".formatted(method, path, who, status, should));
          }
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  private static Set<String> paths() {
    Set<String> paths = new TreeSet<>();
    expected(Who.NOBODY).keySet().forEach(route -> paths.add(route.replaceFirst("\\w+ ", "")));
    return paths;
  }

  /** After these, the same caller or picture is of no use. */
  private static boolean spoils(String method, String path) {
    return Set.of("POST /api/logout", "POST /api/users/change-password", "DELETE /api/results/{id}")
        .contains(method + " " + path);
  }

  /** What the table has; what it does not have is not allowed, and a dead token is not either. */
  private static int should(Who who, Map<String, Integer> expected, String method, String path) {
    String asked = method.equals("HEAD") ? "GET" : method;
    int otherwise =
        switch (who) {
          case DEACTIVATED -> 401;
          case NOBODY -> method.equals("OPTIONS") ? 401 : 405;
          default -> method.equals("OPTIONS") ? 200 : 405;
        };
    return expected.getOrDefault(asked + " " + path, otherwise);
  }

  private static Scene scene(Who who) {
    ApiClient owner = server.somebody();
    Answer uploaded = upload(owner);
    ApiClient caller =
        switch (who) {
          case NOBODY -> server.nobody();
          case OWNER -> owner;
          case OTHER -> server.somebody();
          case ADMINISTRATOR -> server.administrator();
          case DEACTIVATED -> deactivated(owner);
        };
    return new Scene(
        caller,
        uploaded.json().path("id").asText(),
        uploaded.json().path("result").path("id").asText(),
        uploaded.json().path("image").asText());
  }

  /** The owner, with the token of before. */
  private static ApiClient deactivated(ApiClient owner) {
    long id = owner.get("/api/users/me/").json().path("id").asLong();
    Account account =
        server.server().application().records().accounts().setActive(Actor.SYSTEM, id, false);
    assertThat(account.active()).isFalse();
    return owner;
  }

  private static Answer upload(ApiClient client) {
    return client.upload(
        "/api/images/", "a.png", RunningServer.picture("phantom-normal.png"), Map.of());
  }

  private static Answer call(String method, String path, Scene scene) {
    if (method.equals("POST") && path.equals("/api/images")) {
      return upload(scene.caller());
    }
    boolean body = List.of("POST", "PUT", "PATCH").contains(method);
    return body
        ? scene.caller().json(method, scene.path(path), body(path))
        : scene.caller().send(method, scene.path(path), BodyPublishers.noBody(), null);
  }

  private static Map<String, String> body(String path) {
    return switch (path) {
      case "/api/register" -> RunningServer.registration("newcomer" + ++names);
      case "/api/login", "/api/session" -> {
        String name = "visitor" + ++names;
        server.nobody().post("/api/register/", RunningServer.registration(name));
        yield Map.of("username", name, "password", PASSWORD);
      }
      case "/api/users/change-password" ->
          Map.of(
              "old_password", PASSWORD,
              "new_password", "another good one",
              "new_password_confirm", "another good one");
      default -> Map.of();
    };
  }
}
