package io.pneumonia.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pneumonia.web.configuration.ConfigurationKey;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server with {@code decode=fast}: nobody takes its scores for exact ones. */
class FastModeTest {

  static final Map<ConfigurationKey, String> FAST = Map.of(ConfigurationKey.DECODE, "fast");

  @TempDir static Path folder;

  private static RunningServer server;

  @BeforeAll
  static void start() {
    server = new RunningServer(folder, FAST);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  /** A quarter of 1200x1000 is enough for a network of 96x96. */
  static byte[] jpeg(int width, int height) throws IOException {
    byte[] png = RunningServer.picture("phantom-pneumonia.png");
    BufferedImage phantom = ImageIO.read(new ByteArrayInputStream(png));
    BufferedImage scaled = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
    Graphics2D graphics = scaled.createGraphics();
    graphics.drawImage(Objects.requireNonNull(phantom), 0, 0, width, height, null);
    graphics.dispose();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    assertThat(ImageIO.write(scaled, "jpg", bytes)).isTrue();
    return bytes.toByteArray();
  }

  private static JsonNode analysed(ApiClient client, byte[] picture) {
    ApiClient.Answer answer = client.upload("/api/images/", "chest.jpg", picture, Map.of());
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    return answer.json();
  }

  @Test
  void everyAnswerSaysHowFarAPictureWasReduced() throws IOException {
    ApiClient client = server.somebody();
    JsonNode uploaded = analysed(client, jpeg(1200, 1000));

    long image = uploaded.path("id").asLong();
    long result = uploaded.path("result").path("id").asLong();
    assertThat(uploaded.at("/result/decode_denominator").asInt()).isEqualTo(4);
    JsonNode detail = client.get("/api/images/" + image + "/").json();
    assertThat(detail.at("/result/decode_denominator").asInt()).isEqualTo(4);
    assertThat(detail.path("width").asInt()).isEqualTo(1200);
    JsonNode found = client.get("/api/results/" + result + "/").json();
    assertThat(found.path("decode_denominator").asInt()).isEqualTo(4);
    assertThat(client.get("/api/results/export/?format=csv").text().lines().toList())
        .satisfiesExactly(
            header -> assertThat(header).endsWith(",decode_denominator"),
            row -> assertThat(row).endsWith(",4"));
    assertThat(client.get("/api/images/" + image + "/heatmap/").status()).isEqualTo(200);
  }

  @Test
  void scoresAreThoseOfAnExactServerWhereNothingIsReduced(@TempDir Path elsewhere)
      throws IOException {
    try (RunningServer exact = new RunningServer(elsewhere, Map.of())) {
      byte[] large = jpeg(1200, 1000);
      byte[] small = jpeg(300, 250);
      JsonNode whole = analysed(exact.somebody(), large);
      JsonNode reduced = analysed(server.somebody(), large);
      JsonNode fast = analysed(server.somebody(), small);

      assertThat(whole.at("/result/decode_denominator").asInt()).isOne();
      assertThat(reduced.at("/result/raw_score")).isNotEqualTo(whole.at("/result/raw_score"));
      assertThat(fast.at("/result/decode_denominator").asInt()).isOne();
      assertThat(fast.at("/result/raw_score"))
          .isEqualTo(analysed(exact.somebody(), small).at("/result/raw_score"));
    }
  }
}
