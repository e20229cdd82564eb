package io.pneumonia.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.FilePayload;
import io.pneumonia.image.PixelImage;
import io.pneumonia.image.PngWriter;
import io.pneumonia.web.configuration.ConfigurationKey;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What people see with the bundled model, which has a card with figures, and an input gate. */
class BundledModelPagesTest extends BrowserTest {

  @Override
  Map<ConfigurationKey, String> settings() {
    return Map.of(ConfigurationKey.MODEL, "");
  }

  /** Red to green from left to right: nothing that X-rays make. */
  private static byte[] colours() {
    int side = 200;
    byte[] samples = new byte[side * side * 3];
    for (int i = 0; i < side * side; i++) {
      samples[3 * i] = (byte) (i % side);
      samples[3 * i + 1] = (byte) (255 - i % side);
    }
    return PngWriter.write(PixelImage.of(side, side, 3, samples));
  }

  @Test
  void tellsInWordsWhyAPictureIsNoChestXray() {
    register("sceptic");
    expectStatus(400);
    page.setInputFiles("#image", new FilePayload("meadow.png", "image/png", colours()));
    page.click("[data-send-all]");
    Locator error = page.locator(".upload-error");
    error.locator("strong").getByText("Not a chest X-ray").waitFor();
    assertThat(error.innerText()).contains("expected", "found");
    inspect("upload-not-an-xray");
    page.locator("#latest").getByText("No results yet").waitFor();
  }

  @Test
  void showsFiguresLimitsAndOperatingPointsOfTheCard() {
    page.navigate("/model-info/");
    assertThat(page.locator("main").innerText())
        .contains("AUROC", "sensitivity 0.99", "do not use it for adults", "Kermany");
    assertThat(page.locator(".roc-point").count()).isEqualTo(4);
    inspect("model-info");
  }
}
