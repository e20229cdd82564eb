package io.pneumonia.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import io.pneumonia.web.configuration.ConfigurationKey;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Pages in an installed Chromium. A test fails on any error in the console that it does not expect
 * and on any request to elsewhere. Screenshots are kept in {@code target/screenshots}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class BrowserTest {

  private static final Path SCREENSHOTS = Path.of("target/screenshots");
  private static final int MOST_BYTES = 150_000;
  private static final int[] WIDTHS = {360, 768, 1280};

  /** What the page is made of, without pictures. */
  private static final String WEIGHT =
      """
      performance.getEntries()
        .filter((entry) => ["navigation", "script", "link", "css"]
          .includes(entry.initiatorType))
        .reduce((sum, entry) => sum + entry.encodedBodySize, 0)
      """;

  /** What sticks out of the window, unless it lies in something that scrolls. */
  private static final String TOO_WIDE =
      """
      document.documentElement.scrollWidth <= innerWidth ? [] :
        [...document.body.querySelectorAll("*")]
          .filter((element) => element.getBoundingClientRect().right > innerWidth + 1)
          .map((element) => element.outerHTML.slice(0, 120))
      """;

  @TempDir static Path folder;

  private static RunningServer server;

  private final List<String> problems = new ArrayList<>();
  private final List<String> expected = new ArrayList<>();
  private InstalledChromium chromium;
  Page page;

  /** What the server is to have other than usual. */
  Map<ConfigurationKey, String> settings() {
    return Map.of();
  }

  /** Of all tests of a class. */
  static RunningServer server() {
    return server;
  }

  @BeforeAll
  void start() {
    chromium = InstalledChromium.launch();
    server = new RunningServer(folder, settings());
  }

  @AfterAll
  void stop() {
    if (chromium != null) {
      chromium.close();
      server.close();
    }
  }

  @BeforeEach
  void openPage() {
    problems.clear();
    expected.clear();
    page = newVisitor(new Browser.NewContextOptions());
  }

  @AfterEach
  void closePage() {
    page.context().close();
    assertThat(problems).isEmpty();
  }

  /** Another browser, with cookies of its own, whose context the test closes. */
  Page newVisitor(Browser.NewContextOptions options) {
    BrowserContext context =
        chromium
            .browser()
            .newContext(
                options
                    .setBaseURL(server().server().address().toString())
                    .setReducedMotion(ReducedMotion.REDUCE));
    context.setDefaultTimeout(20_000);
    Page fresh = context.newPage();
    fresh.onConsoleMessage(
        message -> {
          if (message.type().equals("error") || message.type().equals("warning")) {
            note("console: " + message.text());
          }
        });
    fresh.onPageError(error -> note("script: " + error));
    fresh.onRequest(
        request -> {
          if (!request.url().startsWith(server().server().address().toString())
              && !request.url().matches("(?s)(blob|data):.*")) {
            note("request to elsewhere: " + request.url());
          }
        });
    return fresh;
  }

  private void note(String problem) {
    if (expected.stream().noneMatch(problem::contains)) {
      problems.add(problem);
    }
  }

  /** Browsers write an error into the console for every answer that tells one. */
  void expectStatus(int status) {
    expected.add("the server responded with a status of " + status);
  }

  /** Registers somebody by the pages, who is signed in then. */
  void register(String name) {
    page.navigate("/register/");
    RunningServer.registration(name)
        .forEach((field, value) -> page.fill("[name=" + field + "]", value));
    page.click("main button[type=submit]");
    page.waitForURL("**/dashboard/");
  }

  /** Looks at a state of a page: no violation in light and dark, nothing cut off at any width. */
  void inspect(String name) {
    for (ColorScheme scheme : new ColorScheme[] {ColorScheme.LIGHT, ColorScheme.DARK}) {
      page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
      for (int width : WIDTHS) {
        page.setViewportSize(width, 900);
        shoot(name + "-" + width + "-" + scheme.name().toLowerCase(Locale.ROOT));
        assertThat(page.evaluate(TOO_WIDE)).as(name + " at " + width).isEqualTo(List.of());
      }
      requireAccessible(name + " " + scheme);
    }
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
    assertThat(((Number) page.evaluate(WEIGHT)).intValue())
        .as(name + " is light")
        .isLessThan(MOST_BYTES);
  }

  private void shoot(String name) {
    page.screenshot(
        new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve(name + ".png")).setFullPage(true));
  }

  private void requireAccessible(String name) {
    List<String> violations =
        new AxeBuilder(page).analyze().getViolations().stream().map(BrowserTest::describe).toList();
    assertThat(violations).as(name).isEmpty();
  }

  private static String describe(Rule rule) {
    return rule.getId()
        + ": "
        + rule.getHelp()
        + " "
        + rule.getNodes().stream()
            .map(node -> node.getHtml() + " " + node.getFailureSummary())
            .toList();
  }
}
