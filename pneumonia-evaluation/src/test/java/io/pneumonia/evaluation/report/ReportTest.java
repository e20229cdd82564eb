package io.pneumonia.evaluation.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pneumonia.decision.Threshold;
import io.pneumonia.evaluation.Evaluation;
import io.pneumonia.evaluation.EvaluationReport;
import io.pneumonia.evaluation.RobustnessTable;
import io.pneumonia.evaluation.metrics.Bootstrap;
import io.pneumonia.evaluation.metrics.Metric;
import io.pneumonia.model.ModelId;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

class ReportTest {

  private static final String HOSTILE = "<script>alert('x')</script>&\"\u0007";

  @TempDir Path folder;

  private EvaluationReport report(String rows) throws IOException {
    String header = "label,score,group,bytes,width,height,gate,error_code,error_message\n";
    Path file = Files.writeString(folder.resolve("s.csv"), header + rows);
    return Evaluation.ofScores(file, Threshold.DEFAULT, new Bootstrap(20, 3));
  }

  /** Three negatives, three positives, one refused picture, names that want to be markup. */
  private EvaluationReport full() throws IOException {
    EvaluationReport read =
        report(
            "0,0.1,a,100,10,10,ACCEPTED,,\n0,0.2,b,110,10,10,ACCEPTED,,\n"
                + "0,0.7,c,120,12,10,DOUBTFUL,,\n1,0.4,d,900,10,11,ACCEPTED,,\n"
                + "1,0.8,e,950,10,10,ACCEPTED,,\n1,1,f,990,11,10,REFUSED,,\n"
                + "1,,,,,,,IMAGE_CORRUPT,"
                + "\"bad "
                + HOSTILE.replace("\"", "\"\"")
                + "\"\n");
    RobustnessTable.Row row =
        new RobustnessTable.Row("gamma 0.7", 0.5, 1.0, 0.75, null, 1, 2, 3, 4, 0.25);
    return new EvaluationReport(
        new EvaluationReport.Subject(
            "data", new ModelId(HOSTILE, "1", "0".repeat(64)), "onnx", List.of("note " + HOSTILE)),
        read.threshold(),
        read.intervals(),
        read.refused(),
        read.gate(),
        0,
        read.metrics(),
        read.confusion(),
        read.operatingPoints(),
        read.curves(),
        read.scores(),
        read.shortcuts(),
        new RobustnessTable(3, 3, true, row, List.of(row)));
  }

  @Test
  void textHasEverySection() throws IOException {
    String text = ReportText.of(full());
    assertThat(text)
        .contains(
            "Scored      6 pictures: 3 NORMAL, 3 PNEUMONIA",
            "! 1 of 7 pictures were refused; every figure is of the other 6 only.",
            "Figures\n",
            "Intervals: bootstrap of 20 resamples by class of 6 groups, drawn whole, seed 3.",
            "  AUROC               0.889   ",
            "Confusion matrix\n",
            "Operating points\n",
            "Scores\n",
            "Shortcuts\n",
            "Robustness\n",
            "3 NORMAL and 3 PNEUMONIA, a random sample",
            "  gamma 0.7   0.500         1.000         0.750      n/a     1",
            "Input gate\n",
            "  NORMAL      2 (66.7 %)   1 (33.3 %)   0 (0.0 %)",
            "  PNEUMONIA   2 (66.7 %)   0 (0.0 %)    1 (33.3 %)",
            "! The model's input gate refuses 1 of the 6 pictures that were scored;",
            "to NORMAL   refused   by the gate   mean change",
            "Refused\n",
            "  IMAGE_CORRUPT   0",
            "A support tool, not a diagnosis");
  }

  @Test
  void textWithoutBothClassesSaysWhy() throws IOException {
    String text = ReportText.of(report("0,0.1,,,,,,,\n0,0.2,,,,,,,\n"));
    assertThat(text)
        .contains("absent: only one class was scored", "none: only one class", "n/a")
        .doesNotContain("NaN", "Robustness", "Shortcuts\n", "gate");
  }

  @Test
  void jsonHasTheKeysThatAreDocumented() throws IOException {
    EvaluationReport report = full();
    JsonNode json = new ObjectMapper().readTree(ReportJson.of(report));
    assertThat(json.fieldNames())
        .toIterable()
        .containsExactly(
            "schemaVersion",
            "data",
            "model",
            "notes",
            "warnings",
            "threshold",
            "pictures",
            "refused",
            "gate",
            "intervals",
            "metrics",
            "confusion",
            "operatingPoints",
            "roc",
            "precisionRecall",
            "scores",
            "reliability",
            "shortcuts",
            "robustness");
    assertThat(json.get("schemaVersion").asInt()).isEqualTo(1);
    assertThat(json.at("/model/name").asText()).isEqualTo(HOSTILE);
    assertThat(json.at("/metrics/auroc/value").asDouble())
        .isEqualTo(Objects.requireNonNull(report.metrics().get(Metric.AUROC)).value());
    assertThat(json.at("/metrics/auroc/resamples").asInt()).isEqualTo(20);
    assertThat(json.at("/roc/0/threshold").isNull()).isTrue();
    assertThat(json.at("/scores/pneumonia/quantiles/0.5").asDouble()).isEqualTo(0.8);
    assertThat(json.at("/shortcuts/0/direction").asText()).isEqualTo("larger");
    assertThat(json.at("/robustness/altered/0/auroc").isNull()).isTrue();
    assertThat(json.at("/robustness/altered/0/refused").asInt()).isEqualTo(3);
    assertThat(json.at("/robustness/altered/0/refusedByGate").asInt()).isEqualTo(4);
    assertThat(json.at("/gate/normal/accepted").asInt()).isEqualTo(2);
    assertThat(json.at("/gate/normal/doubtful").asInt()).isEqualTo(1);
    assertThat(json.at("/gate/pneumonia/refused").asInt()).isEqualTo(1);
    assertThat(json.at("/refused/0/examples/0").asText()).startsWith("bad <script>");
  }

  @Test
  void jsonOfOneClassHasNullsAndReasons() throws IOException {
    String text = ReportJson.of(report("1,0.4,,,,,,,\n"));
    JsonNode json = new ObjectMapper().readTree(text);
    assertThat(json.at("/metrics/specificity/value").isNull()).isTrue();
    assertThat(json.at("/metrics/specificity/whyAbsent").asText())
        .isEqualTo("no NORMAL picture was scored");
    assertThat(json.get("model").isNull()).isTrue();
    assertThat(json.get("robustness").isNull()).isTrue();
    assertThat(json.get("gate").isNull()).isTrue();
    assertThat(json.get("roc")).isEmpty();
    assertThat(text).doesNotContain("NaN", "Infinity");
  }

  @Test
  void pageIsOneFileWithFourDrawingsAndNoScript() throws Exception {
    String page = ReportHtml.of(full());
    assertThat(page)
        .startsWith("<!doctype html>")
        .contains("A support tool, not a diagnosis", "prefers-color-scheme: dark", "@media print")
        .contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;&quot;?")
        .doesNotContain("<script", "http://", "https://", "<link", "url(", "NaN");
    NodeList drawings = parsed(page).getElementsByTagName("svg");
    assertThat(drawings.getLength()).isEqualTo(4);
    for (int i = 0; i < drawings.getLength(); i++) {
      assertThat(drawings.item(i).getTextContent()).isNotBlank();
      assertThat(drawings.item(i).getAttributes().getNamedItem("role").getNodeValue())
          .isEqualTo("img");
    }
    assertThat(parsed(page).getElementsByTagName("table").getLength()).isEqualTo(10);
  }

  @Test
  void pageOfNothingScoredIsWellFormedToo() throws Exception {
    String page = ReportHtml.of(report("1,,,,,,,IMAGE_EMPTY,empty.png\n"));
    assertThat(parsed(page).getElementsByTagName("svg").getLength()).isEqualTo(4);
    assertThat(page).contains("no picture was scored").doesNotContain("NaN", "Infinity");
  }

  /** The page is written so that an XML parser reads it, but for its doctype and meta tags. */
  private static Document parsed(String page) throws Exception {
    String xml = page.substring(page.indexOf("<main>"), page.indexOf("</body>"));
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
  }
}
