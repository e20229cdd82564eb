package io.pneumonia.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import io.pneumonia.web.application.UploadMemory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sending pictures, with scripts and without, and everything that can be wrong with one. */
class UploadPagesTest extends BrowserTest {

  private static int people;

  @BeforeEach
  void signIn() {
    register("uploader" + ++people);
  }

  private static FilePayload picture(String name) {
    return new FilePayload(name, "image/png", RunningServer.picture("phantom-pneumonia.png"));
  }

  private void choose(FilePayload... files) {
    page.setInputFiles("#image", files);
  }

  private Locator item(int number) {
    return page.locator(".upload-item").nth(number);
  }

  private void assertRefused(String title, String detail) {
    Locator error = page.locator(".upload-error").first();
    error.locator("strong").getByText(title).waitFor();
    assertThat(error.innerText()).contains(detail);
  }

  @Test
  void showsAPictureBeforeItIsSentAndItsResultInPlace() {
    inspect("dashboard-empty");
    choose(picture("chest one.png"));
    assertThat(item(0).locator(".upload-preview").getAttribute("src")).startsWith("blob:");
    item(0).locator("summary").click();
    item(0).locator("[name=patient_name]").fill("Doe, Jané");
    item(0).locator("[name=patient_age]").fill("4");
    inspect("dashboard-chosen");
    page.click("[data-send-all]");
    Locator card = page.locator(".result-card");
    card.waitFor();
    assertThat(card.locator(".result-finding").innerText()).isEqualTo("PNEUMONIA");
    assertThat(card.locator(".score-bar").getAttribute("aria-label")).contains("threshold");
    card.locator("[data-tool=evidence]").check();
    card.locator(".viewer-overlay").waitFor();
    page.locator("#latest").getByText("chest one.png").waitFor();
    assertThat(page.locator("#figures dd").first().innerText()).isEqualTo("1");
    inspect("dashboard-result");
    page.click("[data-clear]");
    assertThat(page.locator(".upload-item").count()).isZero();
  }

  @Test
  void sendsSeveralPicturesOneAfterTheOther() {
    choose(picture("a.png"), picture("b.png"), picture("c.png"));
    item(1).locator("[data-remove]").click();
    assertThat(page.locator("[data-send-all]").innerText()).isEqualTo("Analyse 2 pictures");
    page.click("[data-send-all]");
    page.locator("#latest").getByText("c.png").waitFor();
    assertThat(page.locator(".result-card").count()).isEqualTo(2);
    assertThat(page.locator("#latest").innerText()).contains("a.png").doesNotContain("b.png");
  }

  @Test
  void takesPicturesThatAreDroppedOrPasted() {
    String carry =
        """
        async (event) => {
          const bytes = await (await fetch(document.querySelector("link[rel=icon]").href)).arrayBuffer();
          const carried = new DataTransfer();
          carried.items.add(new File([bytes], event + ".png", {type: "image/png"}));
          const target = document.querySelector("[data-dropzone]");
          const options = {bubbles: true, cancelable: true};
          if (event === "paste") {
            target.dispatchEvent(new ClipboardEvent("paste", {clipboardData: carried, ...options}));
            return "";
          }
          target.dispatchEvent(new DragEvent("dragenter", {dataTransfer: carried, ...options}));
          const during = target.className;
          target.dispatchEvent(new DragEvent("drop", {dataTransfer: carried, ...options}));
          return during + "/" + target.className;
        }
        """;
    assertThat(page.evaluate(carry, "drop")).isEqualTo("dropzone dropzone-over/dropzone");
    page.evaluate(carry, "paste");
    assertThat(item(0).innerText()).contains("drop.png");
    assertThat(item(1).innerText()).contains("paste.png");
  }

  @Test
  void saysWhatIsWrongBeforeAnythingIsSent() {
    choose(
        new FilePayload("notes.txt", "text/plain", "no picture".getBytes(StandardCharsets.UTF_8)));
    assertRefused("Invalid file type", "Only PNG, JPG, and JPEG files are allowed");
    assertThat(page.locator("[data-send-all]").isHidden()).isTrue();
    inspect("upload-wrong-type");
    page.click("[data-clear]");
    choose(new FilePayload("empty.png", "image/png", new byte[0]));
    assertRefused("Empty file", "found no bytes");
    page.click("[data-clear]");
    choose(new FilePayload("large.png", "image/png", new byte[(16 << 20) + 1]));
    assertRefused("File too large", "large.png: expected at most 16777216 bytes, found more");
  }

  @Test
  void saysTheSameAsTheServer() {
    choose(new FilePayload("large.png", "image/png", new byte[(16 << 20) + 1]));
    assertRefused("File too large", refusal("large.png", new byte[(16 << 20) + 1]));
    page.click("[data-clear]");
    choose(new FilePayload("empty.png", "image/png", new byte[0]));
    assertRefused("Empty file", refusal("empty.png", new byte[0]));
    page.click("[data-clear]");
    choose(new FilePayload("a.txt", "text/plain", new byte[] {1, 2, 3}));
    assertRefused("Invalid file type", refusal("a.txt", new byte[] {1, 2, 3}));
  }

  private static String refusal(String name, byte[] bytes) {
    return server()
        .somebody()
        .upload("/api/images/", name, bytes, Map.of())
        .json()
        .path("detail")
        .asText();
  }

  @Test
  void tellsThatAFileIsCorrupt() {
    byte[] whole = RunningServer.picture("phantom-normal.png");
    expectStatus(400);
    choose(new FilePayload("cut.png", "image/png", Arrays.copyOf(whole, whole.length / 2)));
    page.click("[data-send-all]");
    assertRefused("Corrupted image", "cut.png");
    choose(new FilePayload("fake.png", "image/png", "no picture".getBytes(StandardCharsets.UTF_8)));
    page.click("[data-send-all]");
    page.locator(".upload-error strong").getByText("Invalid file type").waitFor();
    inspect("upload-corrupt");
  }

  @Test
  void canBeTriedAgainWhenTheServerIsBusy() {
    expectStatus(503);
    choose(picture("busy.png"));
    UploadMemory.Share all = server().server().application().uploads().take(Long.MAX_VALUE);
    try {
      page.click("[data-send-all]");
      assertRefused("Server busy", "Try again in 1 second.");
      inspect("upload-busy");
    } finally {
      all.close();
    }
    page.click("[data-retry]");
    page.locator(".result-card").waitFor();
  }

  @Test
  void goesOnAfterASessionEndedInTheMiddle() {
    String name = page.locator(".account-name").innerText();
    choose(picture("late.png"));
    page.context().clearCookies();
    expectStatus(401);
    expectStatus(403);
    page.click("[data-send-all]");
    assertRefused("Your session has ended", "the picture is still chosen");
    inspect("upload-session-ended");
    Page tab = page.context().waitForPage(() -> page.click(".upload-error a"));
    tab.fill("[name=username]", name);
    tab.fill("[name=password]", RunningServer.PASSWORD);
    tab.click("main button[type=submit]");
    tab.waitForURL("**/dashboard/");
    tab.close();
    page.click("[data-retry]");
    page.locator(".result-card").waitFor();
  }

  @Test
  void worksWithoutScripts() {
    Page plain = newVisitor(new Browser.NewContextOptions().setJavaScriptEnabled(false));
    plain.navigate("/register/");
    RunningServer.registration("plain" + people)
        .forEach((field, value) -> plain.fill("[name=" + field + "]", value));
    plain.click("main button[type=submit]");
    plain.fill("[name=notes]", "seen on a <b>Friday</b>");
    expectStatus(400);
    expectStatus(413);
    plain.setInputFiles(
        "#image",
        new FilePayload("fake.png", "image/png", "no picture".getBytes(StandardCharsets.UTF_8)));
    plain.click("main button[type=submit]");
    assertThat(plain.locator("[role=alert]").innerText())
        .contains("Invalid file type", "Only PNG, JPG, and JPEG files are allowed");
    plain.setInputFiles("#image", picture("plain.png"));
    plain.click("main button[type=submit]");
    plain.waitForURL("**/results/*/");
    assertThat(plain.locator("h1").innerText()).isEqualTo("plain.png");
    assertThat(plain.locator(".notes").innerText()).isEqualTo("seen on a <b>Friday</b>");
    plain.click("text=Delete");
    assertThat(plain.locator("h1").innerText()).isEqualTo("Delete this result?");
    plain.click("main button[type=submit]");
    assertThat(plain.locator("[role=status]").innerText()).contains("deleted");
    refusesWhatIsLargerThanAnyRequest(plain);
    plain.context().clearCookies();
    plain.navigate("/dashboard/");
    assertThat(plain.url()).contains("/login/?next=");
    plain.context().close();
  }

  private static void refusesWhatIsLargerThanAnyRequest(Page plain) {
    plain.navigate("/dashboard/");
    plain.setInputFiles("#image", new FilePayload("huge.png", "image/png", new byte[21 << 20]));
    plain.click("main button[type=submit]");
    assertThat(plain.locator("[role=alert]").innerText()).contains("Request too large");
  }

  @Test
  void refusesAPictureOfAnotherSitesForm() {
    ApiClient.Answer answer =
        server()
            .nobody()
            .with("Accept", "text/html")
            .with("Cookie", cookies())
            .with("Origin", "https://evil.example")
            .upload("/dashboard/", "a.png", RunningServer.picture("phantom-normal.png"), Map.of());
    assertThat(answer.status()).isEqualTo(403);
    ApiClient.Answer tokenless =
        server()
            .nobody()
            .with("Accept", "text/html")
            .with("Cookie", cookies())
            .with("Origin", server().server().address().toString().replaceAll("/$", ""))
            .upload("/dashboard/", "a.png", RunningServer.picture("phantom-normal.png"), Map.of());
    assertThat(tokenless.status()).isEqualTo(403);
    assertThat(tokenless.text()).contains("This form cannot be used any more");
  }

  private String cookies() {
    return page.context().cookies().stream()
        .map(cookie -> cookie.name + "=" + cookie.value)
        .collect(Collectors.joining("; "));
  }
}
