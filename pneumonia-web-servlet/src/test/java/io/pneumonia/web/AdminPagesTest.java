package io.pneumonia.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.FilePayload;
import io.pneumonia.persistence.Records;
import io.pneumonia.persistence.accounts.Account;
import io.pneumonia.persistence.accounts.Password;
import io.pneumonia.persistence.accounts.Registration;
import io.pneumonia.persistence.audit.AuditAction;
import io.pneumonia.persistence.audit.AuditEvent;
import io.pneumonia.persistence.request.Actor;
import io.pneumonia.persistence.settings.Setting;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What administrators do. */
class AdminPagesTest extends BrowserTest {

  @BeforeAll
  static void makeAnAdministrator() {
    Password password = new Password(RunningServer.PASSWORD);
    records()
        .accounts()
        .createAdministrator(
            Actor.SYSTEM,
            new Registration("chief", "chief@example.org", "Clara", "Chief", password, password));
  }

  private static Records records() {
    return server().server().application().records();
  }

  private static Account account(String name) {
    return records().accounts().findByName(Actor.SYSTEM, name);
  }

  /** Somebody with a result. */
  private static ApiClient analyst(String name, String fileName) {
    String token =
        server()
            .nobody()
            .post("/api/register/", RunningServer.registration(name))
            .json()
            .path("token")
            .asText();
    ApiClient client = server().nobody().withToken(token);
    upload(client, fileName);
    return client;
  }

  private static ApiClient.Answer upload(ApiClient client, String fileName) {
    byte[] picture = RunningServer.picture("phantom-pneumonia.png");
    return client.upload("/api/images/", fileName, picture, Map.of());
  }

  @BeforeEach
  void signIn() {
    signIn("chief", RunningServer.PASSWORD);
    page.waitForURL("**/dashboard/");
  }

  private void signIn(String name, String password) {
    page.navigate("/login/");
    page.fill("[name=username]", name);
    page.fill("[name=password]", password);
    page.click("main button[type=submit]");
  }

  private String main() {
    return page.locator("main").innerText();
  }

  private void submit(String button) {
    page.click("main button[type=submit]:has-text(\"" + button + "\")");
  }

  private String message() {
    return page.locator("[role=status]").innerText();
  }

  @Test
  void showsTheStateOfTheSystem() {
    page.click("text=Administration");
    page.waitForURL("**/admin/");
    assertThat(main())
        .contains("ready", "SQLite 3", "records.db", "ONNX Runtime", "phantom-net", "development")
        .contains(System.getProperty("os.name"), "version 5", "Room for pictures");
    inspect("admin-system");
  }

  @Test
  void makesFindsAndDeactivatesUsers() {
    page.navigate("/admin/users/");
    page.click("text=Add a user");
    page.fill("[name=username]", "dora");
    page.fill("[name=email]", "nowhere");
    page.evaluate("document.querySelector('form[action$=\"new/\"]').noValidate = true");
    page.fill("[name=password]", "short");
    page.fill("[name=password_confirm]", "short");
    expectStatus(400);
    submit("Add the user");
    assertThat(page.locator("#email-error").innerText()).contains("name@example.org");
    assertThat(page.inputValue("[name=username]")).isEqualTo("dora");
    inspect("admin-user-new-refused");
    page.fill("[name=email]", "dora@example.org");
    page.fill("[name=password]", RunningServer.PASSWORD);
    page.fill("[name=password_confirm]", RunningServer.PASSWORD);
    submit("Add the user");
    page.waitForURL("**/admin/users/" + account("dora").id() + "/");
    assertThat(message()).contains("account is ready");
    assertThat(account("dora").administrator()).isFalse();
    inspect("admin-user");

    page.navigate("/admin/users/");
    page.fill("#search", "DORA@");
    submit("Filter");
    page.waitForURL("**/admin/users/?search=DORA*");
    assertThat(page.locator("tbody tr").count()).isEqualTo(1);
    page.click("tbody a");
    String token = token("dora", RunningServer.PASSWORD);
    page.click("a.button:has-text(\"Deactivate\")");
    assertThat(main()).contains("Deactivate dora?");
    inspect("admin-user-deactivate");
    submit("Deactivate");
    assertThat(message()).contains("may no longer sign in");
    assertThat(server().nobody().withToken(token).get("/api/users/me/").status()).isEqualTo(401);
    page.navigate("/admin/users/?active=false");
    assertThat(page.locator("tbody").innerText()).contains("dora").doesNotContain("chief");
    page.click("tbody a:has-text(\"dora\")");
    page.click("a.button:has-text(\"Activate\")");
    submit("Activate");
    assertThat(account("dora").active()).isTrue();
  }

  private static String token(String name, String password) {
    ApiClient.Answer answer =
        server().nobody().post("/api/login/", Map.of("username", name, "password", password));
    return answer.json().path("token").asText();
  }

  @Test
  void makesAndUnmakesAdministratorsAndSetsPasswords() {
    server().nobody().post("/api/register/", RunningServer.registration("emil"));
    Account emil = account("emil");
    page.navigate("/admin/users/" + emil.id() + "/");
    page.click("a.button:has-text(\"Make an administrator\")");
    submit("Make an administrator");
    assertThat(account("emil").administrator()).isTrue();
    page.click("a.button:has-text(\"End the rights\")");
    submit("End the rights");
    assertThat(account("emil").administrator()).isFalse();

    String token = token("emil", RunningServer.PASSWORD);
    page.fill("[name=new_password]", "12345678");
    expectStatus(400);
    submit("Set the password");
    assertThat(page.locator("#new_password-error").innerText()).contains("digits only");
    inspect("admin-user-password-refused");
    page.fill("[name=new_password]", "quiet orange harbour");
    submit("Set the password");
    assertThat(message()).contains("The password was set");
    assertThat(server().nobody().withToken(token).get("/api/users/me/").status()).isEqualTo(401);
    assertThat(token("emil", "quiet orange harbour")).isNotEmpty();

    page.navigate("/admin/audit/?user=chief");
    assertThat(main())
        .contains("Made somebody an administrator", "Set somebody's password")
        .contains("user\u00a0" + emil.id());
    page.navigate("/admin/users/" + account("chief").id() + "/");
    assertThat(main()).contains("your own account");
    inspect("admin-user-own");
    expectStatus(409);
    page.navigate("/admin/users/" + account("chief").id() + "/revoke/");
    submit("End the rights");
    assertThat(page.locator("[role=alert]").innerText()).contains("last administrator");
    expectStatus(404);
    assertThat(page.navigate("/admin/users/98765/").status()).isEqualTo(404);
  }

  @Test
  void pagesThroughManyUsers() {
    Password password = new Password(RunningServer.PASSWORD);
    for (int i = 0; i < 51; i++) {
      String name = "crowd-%02d-with-a-name-that-does-not-end-and-still-goes-on".formatted(i);
      records()
          .accounts()
          .register(
              Actor.SYSTEM,
              new Registration(
                  name, name + "@example.org", "Maximiliana", "Mustermann", password, password));
    }
    page.navigate("/admin/users/?search=crowd");
    assertThat(page.locator("tbody tr").count()).isEqualTo(50);
    inspect("admin-users-many");
    page.click("text=Further");
    page.waitForURL("**/admin/users/?search=crowd&page=2");
    assertThat(page.locator("tbody tr").count()).isEqualTo(1);
    page.click("a[rel=prev]");
    page.waitForURL("**/admin/users/?search=crowd");
    page.navigate("/admin/users/?search=nobody-at-all");
    assertThat(main()).contains("Nobody matches");
    inspect("admin-users-none");
  }

  @Test
  void showsWhoseResultsTheyAre() {
    analyst("rosa", "of-rosa.png");
    analyst("otto", "of-otto.png");
    page.navigate("/admin/results/");
    assertThat(page.locator("tbody").innerText()).contains("rosa", "otto");
    inspect("admin-results");
    page.fill("#user", "rosa");
    submit("Filter");
    page.waitForURL("**/admin/results/*user=rosa*");
    assertThat(page.locator("tbody").innerText()).contains("of-rosa.png").doesNotContain("otto");
    assertThat(csv()).contains("of-rosa.png").doesNotContain("of-otto.png");
    page.click("text=of-rosa.png");
    assertThat(main()).contains("You are looking at a result of rosa");
    expectStatus(400);
    page.navigate("/admin/results/?user=no-such-name");
    assertThat(page.locator("#user-error").innerText()).contains("No account");
    inspect("admin-results-refused");
    page.navigate("/results/");
    assertThat(main()).contains("No results yet");
  }

  private String csv() {
    return page.evaluate(
            "fetch(document.querySelector('a[download]').href).then((answer) => answer.text())")
        .toString();
  }

  @Test
  void findsWhatWasDone() {
    Actor robot = new Actor(4711L, "robot", false, "192.0.2.9");
    for (int i = 0; i < 60; i++) {
      AuditEvent event = AuditEvent.of(AuditAction.EXPORT).with("=run number " + i);
      records().audit().append(robot, event);
    }
    page.navigate("/admin/audit/");
    page.selectOption("#action", "EXPORT");
    submit("Filter");
    page.waitForURL("**/admin/audit/?*action=EXPORT*");
    assertThat(page.locator("tbody tr").count()).isEqualTo(50);
    inspect("admin-audit");
    String first = page.locator("tbody tr").first().innerText();
    records().audit().append(robot, AuditEvent.of(AuditAction.EXPORT).with("in between"));
    page.click("text=Further");
    page.waitForURL("**action=EXPORT*after=*");
    assertThat(page.locator("tbody").innerText())
        .contains("run number 9\t")
        .doesNotContain("in between")
        .doesNotContain(first);
    assertThat(csv().lines())
        .hasSizeGreaterThan(61)
        .anyMatch(line -> line.contains(",robot,EXPORT,192.0.2.9,,,,'=run number 59"));
    page.navigate("/admin/audit/?date_to=2001-01-01");
    assertThat(main()).contains("Nothing matches");
    inspect("admin-audit-nothing");
    expectStatus(400);
    page.navigate("/admin/audit/?action=NOTHING&user=no-such-name");
    assertThat(page.locator("#action-error").innerText()).contains("MODEL_ACTIVATE");
    page.navigate("/admin/audit/?user=no-such-name");
    assertThat(page.locator("#user-error").innerText()).contains("No account");
    inspect("admin-audit-refused");
  }

  @Test
  void changesSettingsThatCanBeMeant() {
    ApiClient client = analyst("karl", "of-karl.png");
    page.navigate("/admin/settings/");
    inspect("admin-settings");
    page.evaluate("document.querySelector('main form').noValidate = true");
    page.fill("[name=threshold]", "1.5");
    page.fill("[name=max_image_bytes]", "7");
    expectStatus(400);
    submit("Save");
    assertThat(page.locator("#threshold-error").innerText()).contains("0.0 to 1.0");
    assertThat(page.locator("#max_image_bytes-error").innerText()).contains("found 7");
    inspect("admin-settings-refused");
    assertThat(records().settings().find(Setting.THRESHOLD)).isEmpty();

    page.fill("[name=threshold]", "0.9999");
    page.fill("[name=max_image_bytes]", "");
    submit("Save");
    assertThat(message()).contains("The settings were saved");
    assertThat(main()).contains("Set by chief");
    page.waitForCondition(
        () -> upload(client, "later.png").json().path("prediction").asText().equals("NORMAL"));
    page.navigate("/admin/audit/?action=SETTING_CHANGE");
    assertThat(page.locator("tbody").innerText()).contains("threshold: unset -> 0.9999");
    page.navigate("/admin/settings/");
    submit("Save");
    assertThat(message()).contains("No setting was changed");
    page.fill("[name=threshold]", "");
    submit("Save");
    assertThat(records().settings().find(Setting.THRESHOLD)).isEmpty();
  }

  @Test
  void asksBeforeAShorterRetentionDeletesSomething() throws SQLException {
    analyst("nils", "long-ago.png");
    String url = "jdbc:sqlite:" + folder.resolve("data/records.db");
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute(
          "UPDATE results SET created_at = 1000000000000000 WHERE id = (SELECT max(id) FROM"
              + " results)");
    }
    page.navigate("/admin/settings/");
    page.fill("[name=retention_days]", "365");
    expectStatus(409);
    submit("Save");
    assertThat(page.locator("[role=alert]").innerText())
        .contains("one result and its picture will be deleted", "Nothing was saved yet");
    inspect("admin-settings-retention");
    assertThat(records().settings().find(Setting.RETENTION_DAYS)).isEmpty();
    page.check("[name=confirmed]");
    submit("Save");
    assertThat(message()).contains("The settings were saved");
    assertThat(records().settings().find(Setting.RETENTION_DAYS)).contains(365);
    records().settings().unset(Actor.SYSTEM, Setting.RETENTION_DAYS);
  }

  @Test
  void addsAModelPutsItInForceAndGoesBackWhileOthersWork() {
    ApiClient client = analyst("lena", "of-lena.png");
    page.navigate("/admin/models/");
    assertThat(main()).contains("phantom-net", "in force", "the configuration");
    byte[] nothing = "no model".getBytes(StandardCharsets.UTF_8);
    send("phantom-shifted.keras", nothing, card(), 400);
    assertThat(page.locator("#card-error").innerText())
        .contains("phantom-shifted.keras is not the file that its card describes")
        .doesNotContain("/pneumonia-model-");
    send("phantom-shifted.keras", nothing, cardWithoutDigest(), 400);
    assertThat(page.locator("#model-error").innerText())
        .contains("phantom-shifted.keras")
        .doesNotContain("/pneumonia-model-");
    inspect("admin-models-refused");
    byte[] model = TestModels.bytes(TestModels.SHIFTED);
    send("model.keras", model, "{\"name\": 7}".getBytes(StandardCharsets.UTF_8), 400);
    assertThat(page.locator("#card-error").innerText()).contains("schema_version");
    send("model.txt", model, card(), 400);
    assertThat(page.locator("#model-error").innerText()).contains(".h5, .keras or .onnx");
    assertThat(server().server().application().models().list()).hasSize(1);
    send("My model (final).KERAS", model, card(), 200);
    assertThat(message()).contains("answers and is registered");
    assertThat(main()).contains("phantom-shifted 2.0", "AUROC", "0.75", "My_model__final_.keras");
    inspect("admin-model");
    submit("Try it on this server");
    assertThat(message()).contains("The model answers");

    AtomicBoolean running = new AtomicBoolean(true);
    CompletableFuture<Boolean> others =
        CompletableFuture.supplyAsync(
            () -> {
              boolean fine = true;
              while (running.get()) {
                fine &= upload(client, "busy.png").status() == 201;
              }
              return fine;
            });
    page.click("a.button:has-text(\"Put in force\")");
    assertThat(main()).contains("Put phantom-shifted 2.0 in force?");
    inspect("admin-model-activate");
    submit("Put in force");
    page.waitForURL("**/admin/models/");
    assertThat(message()).contains("in force here now");
    assertThat(server().server().application().model().id().name()).isEqualTo("phantom-shifted");
    inspect("admin-models");
    page.navigate("/model-info/");
    assertThat(main()).contains("phantom-shifted");
    page.navigate("/admin/models/");
    page.click("a.button:has-text(\"Go back to phantom-net\")");
    inspect("admin-model-roll-back");
    submit("Go back");
    page.waitForURL("**/admin/models/");
    assertThat(server().server().application().model().id().name()).isEqualTo("phantom-net");
    running.set(false);
    assertThat(others.join()).isTrue();
    send("again.keras", model, card(), 409);
    assertThat(page.locator("#model-error").innerText()).contains("phantom-shifted 2.0");
    page.navigate("/admin/audit/?action=MODEL_ACTIVATE&user=chief");
    assertThat(page.locator("tbody tr").count()).isEqualTo(2);
  }

  private static byte[] card() {
    return TestModels.bytes(TestModels.CARD);
  }

  private static byte[] cardWithoutDigest() {
    String card = new String(card(), StandardCharsets.UTF_8);
    return card.replaceFirst("\"sha256\": \"\\w+\",", "").getBytes(StandardCharsets.UTF_8);
  }

  private void send(String name, byte[] model, byte[] card, int status) {
    if (status != 200) {
      expectStatus(status);
    }
    page.navigate("/admin/models/");
    page.setInputFiles("[name=model]", new FilePayload(name, "application/octet-stream", model));
    page.setInputFiles("[name=card]", new FilePayload("card.json", "application/json", card));
    submit("Try and register");
    page.waitForLoadState();
  }

  private static final List<String> PATHS =
      List.of(
          "/admin/",
          "/admin/users/",
          "/admin/users/new/",
          "/admin/users/1/",
          "/admin/users/1/activate/",
          "/admin/users/1/deactivate/",
          "/admin/users/1/grant/",
          "/admin/users/1/revoke/",
          "/admin/results/",
          "/admin/audit/",
          "/admin/audit/export/",
          "/admin/models/",
          "/admin/models/upload/",
          "/admin/models/roll-back/",
          "/admin/models/1/",
          "/admin/models/1/activate/",
          "/admin/settings/");

  @Test
  void areForAdministratorsOnly() {
    ApiClient somebody = server().somebody().with("Accept", "text/html");
    ApiClient nobody = server().nobody().with("Accept", "text/html");
    String form = "application/x-www-form-urlencoded";
    for (String path : PATHS) {
      assertThat(somebody.get(path).status()).as(path).isEqualTo(403);
      assertThat(somebody.get(path).text()).as(path).contains("Only an administrator");
      assertThat(somebody.send("POST", path, BodyPublishers.noBody(), form).status())
          .as(path)
          .isEqualTo(403);
      assertThat(nobody.get(path).status()).as(path).isEqualTo(303);
      assertThat(nobody.get(path).header("Location")).as(path).startsWith("/login/?next=");
      assertThat(nobody.send("POST", path, BodyPublishers.noBody(), form).status())
          .as(path)
          .isEqualTo(303);
    }
    page.context().clearCookies();
    register("nosy");
    expectStatus(403);
    page.navigate("/admin/users/");
    assertThat(main()).contains("Not allowed");
    assertThat(page.locator("nav >> text=Administration").count()).isZero();
    inspect("admin-forbidden");
  }

  @Test
  void takesNoFormOfAnotherSite() {
    page.navigate("/admin/settings/");
    page.evaluate("document.querySelector('main [name=csrf_token]').value = '0'.repeat(64)");
    page.fill("[name=threshold]", "0.1");
    expectStatus(403);
    submit("Save");
    assertThat(main()).contains("cannot be used any more");
    page.navigate("/admin/models/");
    page.evaluate("document.querySelector('[enctype] [name=csrf_token]').value = '0'.repeat(64)");
    page.setInputFiles(
        "[name=model]",
        new FilePayload(
            "m.keras", "application/octet-stream", TestModels.bytes("phantom-shifted.keras")));
    page.setInputFiles("[name=card]", new FilePayload("card.json", "application/json", card()));
    submit("Try and register");
    assertThat(main()).contains("cannot be used any more");
    assertThat(records().settings().find(Setting.THRESHOLD)).isEmpty();
  }
}
