package io.pneumonia.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.FilePayload;
import org.junit.jupiter.api.Test;

/** From signing in to a deleted result without a mouse, and always with a visible focus. */
class KeyboardTest extends BrowserTest {

  private static final int MANY = 60;

  private static final String WITHOUT_VISIBLE_FOCUS =
      """
      (() => {
        const focused = document.activeElement;
        const visible = focused === document.body
          || getComputedStyle(focused).outlineStyle !== "none";
        return visible ? "" : focused.outerHTML;
      })()
      """;

  /** Tabs on until a selector has the focus; all that has it on the way must show it. */
  private void tabTo(String selector) {
    for (int i = 0; i < MANY; i++) {
      page.keyboard().press("Tab");
      assertThat(page.evaluate(WITHOUT_VISIBLE_FOCUS))
          .as("on the way to " + selector)
          .isEqualTo("");
      if ((Boolean) page.evaluate("(wanted) => document.activeElement.matches(wanted)", selector)) {
        return;
      }
    }
    throw new AssertionError(selector + ": not reached by tabbing");
  }

  @Test
  void walksWithoutAMouse() {
    server().nobody().post("/api/register/", RunningServer.registration("keys"));
    page.navigate("/login/");
    page.keyboard().type("keys");
    page.keyboard().press("Tab");
    page.keyboard().type(RunningServer.PASSWORD);
    page.keyboard().press("Enter");
    page.waitForURL("**/dashboard/");

    page.keyboard().press("Tab");
    assertThat(page.evaluate("document.activeElement.textContent"))
        .isEqualTo("Skip to the content");
    page.keyboard().press("Enter");
    tabTo("#image");
    page.setInputFiles(
        "#image",
        new FilePayload("k.png", "image/png", RunningServer.picture("phantom-pneumonia.png")));
    tabTo("[data-send-all]");
    page.keyboard().press("Enter");
    page.locator(".result-card").waitFor();

    page.navigate("/results/");
    tabTo("tbody a");
    page.keyboard().press("Enter");
    page.waitForURL("**/results/*/");
    tabTo("[data-tool=evidence]");
    page.keyboard().press("Space");
    page.locator(".viewer-overlay").waitFor();
    tabTo("[data-tool=opacity]");
    page.keyboard().press("ArrowLeft");
    assertThat(page.inputValue("[data-tool=opacity]")).isEqualTo("79");

    page.navigate("/results/");
    tabTo("a[data-dialog]");
    page.keyboard().press("Enter");
    tabTo("[data-dialog-cancel]");
    page.keyboard().press("Enter");
    assertThat(page.evaluate("document.activeElement.matches('a[data-dialog]')")).isEqualTo(true);
    page.keyboard().press("Enter");
    tabTo("dialog button[type=submit]");
    page.keyboard().press("Enter");
    page.locator("[role=status]").getByText("deleted").waitFor();
  }
}
