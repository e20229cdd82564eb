package io.pneumonia.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What somebody sees who is not signed in: the first pages, registering, signing in, errors. */
class AccountPagesTest extends BrowserTest {

  @Test
  void showsTheFirstPages() {
    page.navigate("/");
    inspect("home");
    page.navigate("/about/");
    inspect("about");
    assertThat(page.locator("footer").innerText()).contains("A support tool, not a diagnosis.");
  }

  @Test
  void keepsWhatWasTypedWhenRegisteringIsRefused() {
    page.navigate("/register/");
    inspect("register");
    page.fill("[name=username]", "anna maria");
    page.fill("[name=email]", "anna@example.org");
    page.fill("[name=password]", "1234");
    page.fill("[name=password_confirm]", "4321");
    expectStatus(400);
    page.click("main button[type=submit]");
    assertThat(page.inputValue("[name=username]")).isEqualTo("anna maria");
    assertThat(page.inputValue("[name=email]")).isEqualTo("anna@example.org");
    assertThat(page.inputValue("[name=password]")).isEmpty();
    assertThat(page.locator("#password-error").innerText()).contains("too short");
    assertThat(page.getAttribute("[name=password]", "aria-describedby")).contains("password-error");
    inspect("register-refused");
  }

  @Test
  void signsInAndComesBackToWhereSomebodyWantedToGo() {
    register("berta");
    page.click("text=Sign out");
    page.waitForURL("**/login/");
    assertThat(page.locator("[role=status]").innerText()).contains("signed out");
    page.navigate("/dashboard/?from=login");
    page.waitForURL("**/login/?next=*");
    inspect("login");
    page.fill("[name=username]", "berta");
    page.fill("[name=password]", "wrong");
    expectStatus(400);
    page.click("main button[type=submit]");
    assertThat(page.locator("[role=alert]").innerText()).contains("No active account");
    inspect("login-refused");
    page.fill("[name=password]", RunningServer.PASSWORD);
    page.click("main button[type=submit]");
    page.waitForURL("**/dashboard/?from=login");
  }

  @Test
  void goesToNoOtherSiteAfterSigningIn() {
    register("cora");
    for (String evil :
        new String[] {"https://evil.example", "//evil.example", "/\\\\evil.example", "/%09/evil"}) {
      page.context().clearCookies();
      page.navigate("/login/?next=" + URLEncoder.encode(evil, StandardCharsets.UTF_8));
      page.fill("[name=username]", "cora");
      page.fill("[name=password]", RunningServer.PASSWORD);
      expectStatus(400);
      expectStatus(404);
      page.click("main button[type=submit]");
      page.waitForLoadState();
      assertThat(page.url()).startsWith(server().server().address().toString());
    }
  }

  @Test
  void tellsErrorsAsPagesToPeopleAndAsJsonToPrograms() {
    expectStatus(404);
    page.navigate("/no-such-page/");
    assertThat(page.locator("h1").innerText()).contains("does not exist");
    inspect("error-404");
    assertThat(server().nobody().get("/no-such-page/").json().path("detail").asText())
        .isEqualTo("Not found.");
    assertThat(
            server()
                .nobody()
                .with("Accept", "text/html")
                .get("/api/nothing/")
                .header("Content-Type"))
        .startsWith("application/json");
  }

  @Test
  void refusesFormsOfOtherSites() {
    ApiClient browser = server().nobody().with("Accept", "text/html");
    ApiClient.Answer answer =
        browser.send(
            "POST",
            "/login/",
            BodyPublishers.ofString("username=a&password=b"),
            "application/x-www-form-urlencoded");
    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.text()).contains("This form cannot be used any more");
  }
}
