package io.pneumonia.web;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** The Chromium of this machine. Without one, tests in it are skipped and say how to get it. */
final class InstalledChromium implements AutoCloseable {

  private static final String HOW_TO_GET_IT =
      "no Chromium: install it (Debian: apt-get install chromium), or name one with"
          + " -Dpneumonia.chromium=FILE; the browser tests are skipped";

  private final Playwright playwright;
  private final Browser browser;

  private InstalledChromium(Path executable) {
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(executable)
                    .setArgs(List.of("--no-sandbox", "--disable-dev-shm-usage")));
  }

  static InstalledChromium launch() {
    Optional<Path> executable = executable();
    Assumptions.assumeTrue(executable.isPresent(), HOW_TO_GET_IT);
    return new InstalledChromium(executable.get());
  }

  private static Optional<Path> executable() {
    return Stream.of(
            System.getProperty("pneumonia.chromium", ""),
            "/usr/bin/chromium",
            "/usr/bin/chromium-browser",
            "/usr/bin/google-chrome")
        .filter(file -> !file.isEmpty())
        .map(Path::of)
        .filter(Files::isExecutable)
        .findFirst();
  }

  Browser browser() {
    return browser;
  }

  @Override
  public void close() {
    playwright.close();
  }
}
