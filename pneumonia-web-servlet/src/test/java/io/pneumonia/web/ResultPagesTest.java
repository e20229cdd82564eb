package io.pneumonia.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import io.pneumonia.persistence.accounts.Password;
import io.pneumonia.persistence.accounts.Registration;
import io.pneumonia.persistence.request.Actor;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What somebody does who is signed in, from the first result to signing out. */
class ResultPagesTest extends BrowserTest {

  private void analyse(String file, String as) {
    page.navigate("/dashboard/");
    page.setInputFiles("#image", new FilePayload(as, "image/png", RunningServer.picture(file)));
    page.click(".upload-details summary");
    page.fill(".upload-details [name=patient_name]", "Doe, Jané");
    page.fill(".upload-details [name=notes]", "Cough and fever for a week. ".repeat(30));
    page.click("[data-send-all]");
    page.locator(".result-card").waitFor();
  }

  @Test
  void walksFromTheFirstResultToSigningOut() {
    register("walker");
    analyse("phantom-pneumonia.png", "first.png");
    analyse("phantom-normal.png", "second.png");
    findWithAFilter();
    lookAtTheResult();
    printOnOnePage();
    deleteAfterAQuestion();
    seeWhatWasDone();
    editTheProfile();
    changeThePassword();
    page.click("text=Sign out");
    page.waitForURL("**/login/");
  }

  private void findWithAFilter() {
    page.navigate("/results/");
    assertThat(page.locator("tbody tr").count()).isEqualTo(2);
    inspect("results");
    page.selectOption("#predicted_class", "PNEUMONIA");
    page.fill("#search", "FIRST");
    page.click("text=Filter >> visible=true");
    page.waitForURL("**/results/?*predicted_class=PNEUMONIA*");
    assertThat(page.locator("tbody tr").count()).isEqualTo(1);
    page.fill("#search", "nowhere");
    page.keyboard().press("Enter");
    page.getByText("Nothing matches").waitFor();
    inspect("results-nothing");
    page.click("text=Show all >> nth=0");
    expectStatus(400);
    page.navigate("/results/?confidence_min=400");
    assertThat(page.locator("#confidence_min-error").innerText()).contains("0 to 100");
    inspect("results-refused");
  }

  private void lookAtTheResult() {
    page.navigate("/results/");
    page.click("text=first.png");
    page.locator("[data-tool=evidence]").check();
    page.locator(".viewer-overlay").waitFor();
    page.locator("[data-tool=invert]").check();
    page.click("[data-tool=zoom-in]");
    assertThat(page.locator("[data-tool=zoom]").innerText()).isEqualTo("150 %");
    assertThat(page.evaluate("document.querySelector('.viewer-picture').style.filter").toString())
        .contains("invert");
    page.click("[data-tool=reset]");
    inspect("result");
  }

  private void printOnOnePage() {
    page.click("text=Print view");
    page.waitForURL("**/print/");
    inspect("result-print");
    byte[] paper = page.pdf(new Page.PdfOptions().setPreferCSSPageSize(true));
    String pdf = new String(paper, StandardCharsets.ISO_8859_1);
    Matcher pages = Pattern.compile("/Count (\\d+)").matcher(pdf);
    assertThat(pages.find()).isTrue();
    assertThat(pages.group(1)).isEqualTo("1");
    assertThat(page.locator(".sheet").innerText()).contains("A support tool, not a diagnosis.");
    page.click("text=Back to the result");
  }

  private void deleteAfterAQuestion() {
    page.locator("a[data-dialog]").click();
    Locator dialog = page.locator("dialog[open]");
    dialog.waitFor();
    assertThat(dialog.innerText()).contains("first.png");
    inspect("result-delete-dialog");
    page.keyboard().press("Escape");
    assertThat(page.locator("dialog[open]").count()).isZero();
    page.locator("a[data-dialog]").click();
    page.click("dialog button[type=submit]");
    page.waitForURL("**/results/");
    assertThat(page.locator("[role=status]").innerText()).contains("deleted");
    assertThat(page.locator("tbody tr").count()).isEqualTo(1);
  }

  private void seeWhatWasDone() {
    page.navigate("/history/");
    assertThat(page.locator("tbody").innerText())
        .contains("Deleted a result", "Analysed a picture", "Registered", "127.0.0.1");
    inspect("history");
    page.selectOption("#action", "DELETE");
    page.click("text=Filter >> visible=true");
    page.waitForURL("**/history/?action=DELETE*");
    assertThat(page.locator("tbody tr").count()).isEqualTo(1);
  }

  private void editTheProfile() {
    page.navigate("/profile/");
    inspect("profile");
    page.click("text=Edit");
    page.fill("[name=first_name]", "Wanda");
    page.fill("[name=email]", "no-address@nowhere");
    expectStatus(400);
    page.click("main button[type=submit]");
    page.locator("#email-error").waitFor();
    inspect("profile-edit-refused");
    page.fill("[name=email]", "wanda@example.org");
    page.click("main button[type=submit]");
    page.waitForURL("**/profile/");
    assertThat(page.locator("main").innerText()).contains("Wanda", "wanda@example.org", "saved");
  }

  private void changeThePassword() {
    Page other = newVisitor(new Browser.NewContextOptions());
    other.navigate("/login/");
    other.fill("[name=username]", "walker");
    other.fill("[name=password]", RunningServer.PASSWORD);
    other.click("main button[type=submit]");
    other.waitForURL("**/dashboard/");
    page.navigate("/profile/security/");
    assertThat(page.locator("tbody tr").count()).isEqualTo(2);
    inspect("profile-security");
    page.fill("[name=old_password]", "wrong");
    page.fill("[name=new_password]", "another horse entirely");
    page.fill("[name=new_password_confirm]", "another horse entirely");
    page.click("main button[type=submit] >> nth=0");
    assertThat(page.locator("#old_password-error").innerText()).contains("not the present");
    page.fill("[name=old_password]", RunningServer.PASSWORD);
    page.fill("[name=new_password]", "another horse entirely");
    page.fill("[name=new_password_confirm]", "another horse entirely");
    page.click("main button[type=submit] >> nth=0");
    page.locator("[role=status]").waitFor();
    assertThat(page.locator("tbody tr").count()).isEqualTo(1);
    other.navigate("/results/");
    assertThat(other.url()).contains("/login/");
    other.context().close();
  }

  @Test
  void keepsFiltersFromOnePartOfAListToTheNext() {
    register("lister");
    String token =
        server()
            .nobody()
            .post("/api/login/", Map.of("username", "lister", "password", RunningServer.PASSWORD))
            .json()
            .path("token")
            .asText();
    ApiClient api = server().nobody().withToken(token);
    byte[] picture = RunningServer.picture("phantom-normal.png");
    for (int i = 0; i < 27; i++) {
      String name = "a very long name of a picture that does not end, number " + i + ".png";
      api.upload("/api/images/", name, picture, Map.of("patient_name", "Maximiliana Mustermann"));
    }
    page.navigate("/results/?search=Muster&ordering=created_at");
    assertThat(page.locator("tbody tr").count()).isEqualTo(25);
    assertThat(page.locator("tbody tr").first().innerText()).contains("number 0.png");
    inspect("results-many");
    page.click("text=Further");
    page.waitForURL("**search=Muster*after=*");
    assertThat(page.locator("tbody tr").count()).isEqualTo(2);
    assertThat(page.locator("tbody tr").last().innerText()).contains("number 26.png");
    String csv =
        page.evaluate(
                "fetch(document.querySelector('a[download]').href).then((answer) => answer.text())")
            .toString();
    assertThat(csv.lines()).hasSize(28);
    page.navigate("/results/?confidence_min=99.99");
    inspect("results-filtered");
  }

  @Test
  void showsTheModelAsItsCardTellsIt() {
    page.navigate("/model-info/");
    assertThat(page.locator("main").innerText())
        .contains(server().server().application().model().id().sha256(), "onnx");
    inspect("model-info-phantom");
  }

  @Test
  void administratorsSeeWhoseResultItIs() {
    ApiClient owner = server().somebody();
    long id =
        owner
            .upload(
                "/api/images/", "other.png", RunningServer.picture("phantom-normal.png"), Map.of())
            .json()
            .path("result")
            .path("id")
            .asLong();
    Password password = new Password(RunningServer.PASSWORD);
    server()
        .server()
        .application()
        .records()
        .accounts()
        .createAdministrator(
            Actor.SYSTEM,
            new Registration("chief", "chief@example.org", "", "", password, password));
    page.navigate("/login/?next=/results/" + id + "/");
    page.fill("[name=username]", "chief");
    page.fill("[name=password]", RunningServer.PASSWORD);
    page.click("main button[type=submit]");
    page.waitForURL("**/results/" + id + "/");
    assertThat(page.locator("main").innerText()).contains("You are looking at a result of user");
    inspect("result-of-another");
    page.navigate("/results/");
    page.getByText("No results yet").waitFor();
  }

  @Test
  void hidesResultsOfOthers() {
    ApiClient owner = server().somebody();
    long id =
        owner
            .upload(
                "/api/images/", "secret.png", RunningServer.picture("phantom-normal.png"), Map.of())
            .json()
            .path("result")
            .path("id")
            .asLong();
    register("curious");
    expectStatus(404);
    for (String path : new String[] {"", "card/", "print/", "delete/"}) {
      assertThat(page.navigate("/results/" + id + "/" + path).status()).isEqualTo(404);
    }
    assertThat(page.locator("h1").innerText()).contains("does not exist");
  }
}
