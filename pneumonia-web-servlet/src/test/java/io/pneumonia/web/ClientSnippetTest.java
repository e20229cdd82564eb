package io.pneumonia.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Page;
import io.pneumonia.web.ApiClient.Answer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The clients that the documentation shows, as it shows them. */
class ClientSnippetTest {

  private static final Path PAGE = Path.of("../docs/rest-api.md");
  private static final Path PICTURE = RunningServer.EXAMPLES.resolve("phantom-pneumonia.png");
  private static final Map<String, String> LOGIN =
      Map.of("username", "anna", "password", "correct horse battery");

  @TempDir static Path folder;

  private static RunningServer server;

  @BeforeAll
  static void start() {
    server = new RunningServer(folder, Map.of());
    server.nobody().post("/api/register/", RunningServer.registration("anna"));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static String snippet(String language) throws IOException {
    Matcher block =
        Pattern.compile("(?s)```" + language + "\n(.*?)```").matcher(Files.readString(PAGE));
    assertThat(block.find()).as(language + " in " + PAGE).isTrue();
    return block.group(1);
  }

  @Test
  void uploadsFromPython() throws Exception {
    assumeTrue(
        run(List.of("python3", "-c", "import requests")).status() == 0,
        "no python3 with requests: install them (Debian: apt-get install python3-requests)");
    String address = server.server().address().toString().replaceFirst("/$", "");
    String program =
        snippet("python")
            .replace("http://127.0.0.1:8000", address)
            .replace("chest.png", PICTURE.toAbsolutePath().toString());
    Ended ended = run(List.of("python3", "-c", program));
    assertThat(ended.output()).contains("Prediction: PNEUMONIA").containsPattern("Confidence: \\d");
    assertThat(ended.status()).isZero();
  }

  private record Ended(int status, String output) {}

  /** Status -1 where there is no such program. */
  private static Ended run(List<String> command) throws InterruptedException {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
      return new Ended(process.exitValue(), output);
    } catch (IOException e) {
      return new Ended(-1, e.getMessage());
    }
  }

  /** Fails on anything that the page complains of: what its policy forbids, for instance. */
  private static void inChromium(Consumer<Page> visit) {
    List<String> problems = new ArrayList<>();
    try (InstalledChromium chromium = InstalledChromium.launch()) {
      Page page = chromium.browser().newPage();
      page.setDefaultTimeout(60_000);
      page.onConsoleMessage(
          message -> {
            if (message.type().equals("error")) {
              problems.add(message.text());
            }
          });
      page.onPageError(problems::add);
      page.onRequest(
          request -> {
            String url = request.url();
            if (!url.startsWith(server.server().address().toString())
                && !url.matches("(?s)(data|blob):.*")) {
              problems.add("asks another site: " + url);
            }
          });
      visit.accept(page);
    }
    assertThat(problems).isEmpty();
  }

  @Test
  void uploadsFromAPage() throws Exception {
    String snippet = snippet("javascript");
    String token = server.nobody().post("/api/login/", LOGIN).json().path("token").asText();
    Answer session = server.nobody().post("/api/session/", LOGIN);
    inChromium(
        page -> {
          page.navigate(server.server().address() + "api/docs/");
          page.evaluate(
              "() => { const input = document.createElement('input');"
                  + " input.type = 'file'; input.id = 'chest'; document.body.append(input); }");
          page.setInputFiles("#chest", PICTURE);
          Object answer =
              page.evaluate(
                  "async ([token, csrfToken]) => {"
                      + " const fileInput = document.querySelector('#chest');\n"
                      + snippet
                      + "\nreturn data.prediction + ' ' + data.confidence; }",
                  List.of(token, session.json().path("csrf_token").asText()));
          assertThat(answer).asString().matches("PNEUMONIA \\d+(\\.\\d+)?");
        });
  }

  @Test
  void showsTheApiToPeople() {
    inChromium(
        page -> {
          page.navigate(server.server().address() + "api/docs/");
          page.waitForSelector(".opblock-summary-path");
          assertThat(page.locator(".opblock").count())
              .isEqualTo(
                  new SchemaCheck(server.nobody().get("/api/schema/").json()).operations().size());
          page.locator(".opblock-summary").first().click();
          page.waitForSelector(".opblock-body");
        });
  }
}
