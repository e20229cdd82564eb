package io.pneumonia.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.FilePayload;
import io.pneumonia.web.configuration.ConfigurationKey;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The pages of a server with {@code decode=fast}. */
class FastModePagesTest extends BrowserTest {

  private static final String SENTENCE = "Decoded to 1/4 of its size (fast mode)";

  @Override
  Map<ConfigurationKey, String> settings() {
    return FastModeTest.FAST;
  }

  private void analyseOnThePage(byte[] picture, String name) {
    page.navigate("/dashboard/");
    page.setInputFiles("#image", new FilePayload(name, "image/jpeg", picture));
    page.click("[data-send-all]");
    page.locator(".result-card").waitFor();
    page.navigate("/results/");
    page.click("text=" + name);
    page.locator(".table-facts").waitFor();
  }

  @Test
  void resultAndItsPrintSayIt() throws IOException {
    register("fast");
    analyseOnThePage(FastModeTest.jpeg(1200, 1000), "large.jpg");
    assertThat(page.locator(".table-facts").innerText()).contains(SENTENCE);
    inspect("result-fast");
    page.click("text=Print view");
    page.waitForURL("**/print/");
    assertThat(page.locator(".sheet-facts").innerText()).contains(SENTENCE);

    analyseOnThePage(FastModeTest.jpeg(300, 250), "small.jpg");
    assertThat(page.locator(".table-facts").innerText()).doesNotContain("fast mode");
  }
}
