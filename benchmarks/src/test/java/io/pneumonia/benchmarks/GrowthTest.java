package io.pneumonia.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pneumonia.benchmarks.Growth.Point;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

class GrowthTest {

  @TempDir Path folder;

  @Test
  void pointIsATimeAndAnAmountOfMemory() throws IOException {
    Path picture = Files.write(folder.resolve("phantom.jpg"), Phantom.jpeg(0.05));

    String[] figures = printed("PICTURES", "3", picture.toString()).strip().split(" ");

    assertThat(figures).hasSize(2);
    assertThat(Double.parseDouble(figures[0])).isPositive();
    assertThat(Double.parseDouble(figures[1])).isGreaterThan(10);
  }

  @Test
  void measuresEachPointInAProcessOfItsOwn() throws IOException {
    Growth.main(new String[] {folder.toString(), "pictures:10"});

    assertThat(Files.readAllLines(folder.resolve("growth-pictures.csv")))
        .hasSize(3)
        .startsWith("pictures one after the other,seconds,MB")
        .anyMatch(line -> line.matches("10,[0-9.]+,[0-9]+"));
    assertThat(folder.resolve("growth-pictures.svg")).content().contains("<svg");
  }

  private static String printed(String... args) throws IOException {
    PrintStream usual = System.out;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
      System.setOut(out);
      GrowthPoint.main(args);
    } finally {
      System.setOut(usual);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @EnumSource(Growth.Axis.class)
  void plotShowsEveryPointInsideItsFrame(Growth.Axis axis) throws Exception {
    String svg =
        GrowthPlot.svg(
            axis, List.of(new Point(1, 2.5, 100), new Point(8, 20, 140), new Point(64, 160, 141)));

    Document read =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    NodeList dots = read.getElementsByTagName("circle");
    assertThat(dots.getLength()).isEqualTo(6);
    for (int i = 0; i < dots.getLength(); i++) {
      var at = dots.item(i).getAttributes();
      assertThat(Double.parseDouble(at.getNamedItem("cx").getNodeValue())).isBetween(64.0, 712.0);
      assertThat(Double.parseDouble(at.getNamedItem("cy").getNodeValue())).isBetween(16.0, 256.0);
    }
    assertThat(svg).contains(">160<").contains(">2.5<").contains(axis.label);
  }

  @Test
  void refusesUnknownAxis() {
    assertThatThrownBy(() -> Growth.main(new String[] {folder.toString(), "colour"}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("COLOUR");
    assertThatThrownBy(() -> Growth.main(new String[0])).hasMessageContaining("expected FOLDER");
  }
}
