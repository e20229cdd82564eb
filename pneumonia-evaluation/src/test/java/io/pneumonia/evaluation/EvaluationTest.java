package io.pneumonia.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.pneumonia.GatePolicy;
import io.pneumonia.Predictor;
import io.pneumonia.PredictorOptions;
import io.pneumonia.Predictors;
import io.pneumonia.decision.Threshold;
import io.pneumonia.error.DataRejected;
import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.InferenceFailed;
import io.pneumonia.evaluation.metrics.Bootstrap;
import io.pneumonia.evaluation.metrics.ConfusionMatrix;
import io.pneumonia.evaluation.metrics.Metric;
import io.pneumonia.model.ModelCards;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluationTest {

  private static final Bootstrap FEW = new Bootstrap(100, 5);

  @TempDir Path folder;
  private Path model;
  private Path data;

  /** Levels by class: one bright NORMAL (0.8) and one dark PNEUMONIA (0.2) are called wrong. */
  @BeforeEach
  void writePictures() throws IOException {
    model = Files.writeString(folder.resolve("net.bin"), "any bytes");
    data = folder.resolve("data");
    int[] normal = {26, 51, 77, 102, 204};
    int[] pneumonia = {51, 153, 179, 230};
    for (int i = 0; i < normal.length; i++) {
      Pictures.write(data.resolve("NORMAL/n" + i + ".png"), normal[i], 40, 40);
    }
    for (int i = 0; i < pneumonia.length; i++) {
      Pictures.write(data.resolve("PNEUMONIA/p" + i + ".png"), pneumonia[i], 60 + i, 40);
    }
  }

  private Predictor open() {
    return Predictors.open(model, "brightness");
  }

  private EvaluationReport run(int alteredPerClass) {
    try (Predictor predictor = open()) {
      return Evaluation.run(
          predictor,
          LabelledPictures.read(data),
          new EvaluationOptions(FEW, alteredPerClass),
          outcome -> {});
    }
  }

  private static Double value(EvaluationReport report, Metric metric) {
    return Objects.requireNonNull(Objects.requireNonNull(report.metrics().get(metric)).value());
  }

  @Test
  void measuresThePicturesOfAFolder() {
    EvaluationReport report = run(0);
    assertThat(report.scored()).isEqualTo(9);
    assertThat(report.confusion()).isEqualTo(new ConfusionMatrix(3, 1, 1, 4));
    assertThat(value(report, Metric.SENSITIVITY)).isEqualTo(0.75);
    assertThat(value(report, Metric.SPECIFICITY)).isEqualTo(0.8);
    assertThat(value(report, Metric.AUROC)).isCloseTo(14.5 / 20, within(1e-12));
    assertThat(report.threshold()).isEqualTo(0.5);
    assertThat(report.subject().backend()).isEqualTo("brightness");
    assertThat(report.subject().notes()).isNotEmpty();
    assertThat(report.intervals()).isEqualTo(new EvaluationReport.Intervals(FEW, false, 9));
    assertThat(report.robustness()).isNull();
    assertThat(report.gate()).isNull();
    assertThat(report.refused()).isEmpty();
  }

  private static Shortcut shortcut(List<Shortcut> shortcuts, Shortcut.Property property) {
    return shortcuts.stream().filter(each -> each.property() == property).findFirst().orElseThrow();
  }

  private static RobustnessTable.Row row(RobustnessTable table, Alteration alteration) {
    return table.rows().stream()
        .filter(each -> each.label().equals(alteration.label()))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void tellsWhatThePropertiesOfFilesReach() {
    EvaluationReport report = run(0);
    List<Shortcut> shortcuts = Objects.requireNonNull(report.shortcuts());
    assertThat(shortcuts).hasSize(Shortcut.Property.values().length);
    Shortcut width = shortcut(shortcuts, Shortcut.Property.WIDTH);
    assertThat(width.auroc().value()).isEqualTo(1);
    assertThat(width.direction()).isEqualTo(Shortcut.Direction.LARGER);
    Shortcut height = shortcut(shortcuts, Shortcut.Property.HEIGHT);
    assertThat(height.auroc().value()).isEqualTo(0.5);
    assertThat(height.isSuspicious()).isFalse();
    assertThat(report.warnings())
        .anySatisfy(warning -> assertThat(warning).contains("width alone", "larger", "not tell"));
  }

  @Test
  void altersEveryPictureInTheSameRun() {
    EvaluationReport report = run(EvaluationOptions.ALL);
    RobustnessTable table = Objects.requireNonNull(report.robustness());
    assertThat(List.of(table.normal(), table.pneumonia())).containsExactly(5, 4);
    assertThat(table.sampled()).isFalse();
    assertThat(table.clean().sensitivity()).isEqualTo(value(report, Metric.SENSITIVITY));
    assertThat(table.clean().meanChange()).isEqualTo(0);
    assertThat(table.rows()).extracting(RobustnessTable.Row::label).hasSize(11);
    RobustnessTable.Row darker = row(table, Alteration.GAMMA_140);
    assertThat(darker.toNormal()).isEqualTo(1);
    assertThat(darker.toPneumonia()).isZero();
    assertThat(darker.sensitivity()).isEqualTo(0.5);
    assertThat(darker.specificity()).isEqualTo(0.8);
    RobustnessTable.Row cropped = row(table, Alteration.CROP_5);
    assertThat(cropped).usingRecursiveComparison().ignoringFields("label").isEqualTo(table.clean());
    assertThat(report.metrics()).isEqualTo(run(0).metrics());
  }

  @Test
  void alterationThatIsRefusedLeavesThePictureItsScore() {
    Pictures.write(data.resolve("NORMAL/darkest.png"), 1, 40, 40);
    EvaluationReport report = run(EvaluationOptions.ALL);
    assertThat(report.scored()).isEqualTo(10);
    assertThat(report.refused()).isEmpty();
    RobustnessTable table = Objects.requireNonNull(report.robustness());
    RobustnessTable.Row darker = row(table, Alteration.GAMMA_140);
    assertThat(darker.refused()).isEqualTo(1);
    assertThat(darker.specificity()).isEqualTo(0.8);
    assertThat(table.clean().refused()).isZero();
    assertThat(table.clean().specificity()).isCloseTo(5 / 6.0, within(1e-12));
  }

  @Test
  void scoresWhatTheInputGateRefusesAndCountsIt() throws IOException {
    Files.writeString(
        folder.resolve("net.bin.gate.json"),
        """
        {"schema_version": 1, "model_sha256": "%s", "tap": "features", "mean": "AAAAAA==",
         "components": "AACAPw==", "variances": "AACAPw==", "residual_variance": 1,
         "doubtful_above": 1, "refused_above": 2,
         "checks": {"min_side": 30, "max_aspect": 1.5, "max_colour": 0, "min_deviation": 0}}
        """
            .formatted(ModelCards.sha256(model)));
    EvaluationReport without = run(EvaluationOptions.ALL);
    assertThat(without.refused()).extracting(RefusedPictures::pneumonia).containsExactly(3);
    PredictorOptions options = PredictorOptions.of(model, "brightness").withGate(GatePolicy.REPORT);
    try (Predictor predictor = Predictors.open(options)) {
      EvaluationReport report =
          Evaluation.run(
              predictor,
              LabelledPictures.read(data),
              new EvaluationOptions(FEW, EvaluationOptions.ALL),
              outcome -> {});
      assertThat(report.scored()).isEqualTo(9);
      assertThat(report.gate())
          .isEqualTo(new GateTable(new GateTable.Counts(5, 0, 0), new GateTable.Counts(1, 0, 3)));
      assertThat(report.warnings())
          .anySatisfy(warning -> assertThat(warning).contains("refuses 3 of the 9 pictures"));
      RobustnessTable table = Objects.requireNonNull(report.robustness());
      assertThat(table.clean().refusedByGate()).isEqualTo(3);
      assertThat(row(table, Alteration.HALF_RESOLUTION).refusedByGate()).isEqualTo(9);
      assertThat(row(table, Alteration.HALF_RESOLUTION).refused()).isZero();
    }
  }

  @Test
  void altersARandomSampleThatTheSeedDecides() {
    RobustnessTable table = Objects.requireNonNull(run(2).robustness());
    assertThat(List.of(table.normal(), table.pneumonia())).containsExactly(2, 2);
    assertThat(table.sampled()).isTrue();
    assertThat(run(2).robustness()).isEqualTo(table);
    assertThat(run(2).scored()).isEqualTo(9);
  }

  @Test
  void refusedPicturesAreListedAndInNoFigure() throws IOException {
    EvaluationReport before = run(0);
    for (int i = 0; i < 25; i++) {
      Files.writeString(data.resolve("NORMAL/text%02d.png".formatted(i)), "no picture");
    }
    Files.writeString(data.resolve("PNEUMONIA/empty.png"), "");
    for (int altered : new int[] {0, EvaluationOptions.ALL}) {
      EvaluationReport report = run(altered);
      assertThat(report.metrics()).isEqualTo(before.metrics());
      assertThat(report.refusedCount()).isEqualTo(26);
      assertThat(report.refused())
          .extracting(RefusedPictures::code, RefusedPictures::normal, RefusedPictures::pneumonia)
          .containsExactly(
              Tuple.tuple(ErrorCode.IMAGE_EMPTY, 0, 1),
              Tuple.tuple(ErrorCode.IMAGE_TYPE_UNSUPPORTED, 25, 0));
      assertThat(report.refused().get(1).examples())
          .hasSize(RefusedPictures.EXAMPLES)
          .first()
          .asString()
          .contains("text00.png");
      assertThat(report.warnings().get(0)).startsWith("26 of 35 pictures were refused");
    }
  }

  @Test
  void oneClassAloneGivesTheFiguresThatItCan() throws IOException {
    try (var files = Files.list(data.resolve("NORMAL"))) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    EvaluationReport report = run(1);
    assertThat(value(report, Metric.SENSITIVITY)).isEqualTo(0.75);
    assertThat(Objects.requireNonNull(report.metrics().get(Metric.AUROC)).whyAbsent())
        .isEqualTo("only one class was scored");
    assertThat(report.warnings().get(0)).contains("No picture of the class NORMAL");
    assertThat(Objects.requireNonNull(report.shortcuts()).get(0).direction()).isNull();
  }

  @Test
  void picturesAreToldInOrder() {
    for (int altered : new int[] {0, 2}) {
      List<Path> told = new ArrayList<>();
      LabelledPictures pictures = LabelledPictures.read(data);
      try (Predictor predictor = open()) {
        Evaluation.run(
            predictor,
            pictures,
            new EvaluationOptions(Bootstrap.NONE, altered),
            outcome -> told.add(outcome.entry().file()));
      }
      assertThat(told)
          .isEqualTo(pictures.entries().stream().map(LabelledPictures.Entry::file).toList());
    }
  }

  @Test
  void groupsAreDrawnWhole() throws IOException {
    StringBuilder table = new StringBuilder("path,label,group\n");
    for (int i = 0; i < 4; i++) {
      table.append("data/NORMAL/n%d.png,NORMAL,a%d%n".formatted(i, i / 2));
      table.append("data/PNEUMONIA/p%d.png,PNEUMONIA,%n".formatted(i));
    }
    Path file = Files.writeString(folder.resolve("t.csv"), table);
    try (Predictor predictor = open()) {
      EvaluationReport report =
          Evaluation.run(
              predictor, LabelledPictures.read(file), new EvaluationOptions(FEW, 0), each -> {});
      assertThat(report.intervals()).isEqualTo(new EvaluationReport.Intervals(FEW, true, 6));
    }
  }

  @Test
  void scoresThatWereWrittenGiveTheSameReportWithoutTheModel() throws IOException {
    Files.writeString(data.resolve("NORMAL/a,text.png"), "no picture");
    StringBuilder rows = new StringBuilder();
    ScoreTable written = new ScoreTable(rows);
    EvaluationReport direct;
    try (Predictor predictor = open()) {
      direct =
          Evaluation.run(
              predictor,
              LabelledPictures.read(data),
              new EvaluationOptions(FEW, 0),
              written::write);
    }
    Path file = Files.writeString(folder.resolve("scores.csv"), rows);
    EvaluationReport read = Evaluation.ofScores(file, Threshold.DEFAULT, FEW);
    assertThat(read).usingRecursiveComparison().ignoringFields("subject").isEqualTo(direct);
    assertThat(read.subject().model()).isNull();
  }

  @Test
  void scoresOfOthersNeedALabelAndAScoreOnly() throws IOException {
    Path file = Files.writeString(folder.resolve("s.csv"), "label,score\n0,0.2\n1,0.9\n1,0.4\n");
    EvaluationReport report = Evaluation.ofScores(file, Threshold.of(0.3), FEW);
    assertThat(report.confusion()).isEqualTo(new ConfusionMatrix(2, 0, 0, 1));
    assertThat(report.shortcuts()).isNull();
    assertThat(report.warnings())
        .anySatisfy(warning -> assertThat(warning).startsWith("Sensitivity 1.000 is no certainty"));
  }

  @Test
  void scoreTableThatIsWrongIsRefusedWithItsLine() throws IOException {
    assertInvalid("label,score\n0,\n", "line 2: expected a score, found none");
    assertInvalid("label,score\n0,1.5\n", "line 2: expected a score from 0 to 1, found 1.5");
    assertInvalid("label,score\n0,NaN\n", "found NaN");
    assertInvalid("label,score\n0,high\n", "expected a number as score, found high");
    assertInvalid("label,score\n", "expected at least one row");
    assertInvalid("label,score,error_code\n0,,BAD\n", "expected an error code, found BAD");
    assertInvalid("label,score,gate\n0,1,FINE\n", "expected a verdict as gate, found FINE");
    assertInvalid("label,score,bytes,width,height\n0,1,0,1,1\n", "a positive number of bytes");
    assertThatThrownBy(() -> Evaluation.ofScores(folder.resolve("no.csv"), Threshold.DEFAULT, FEW))
        .isInstanceOf(DataRejected.class)
        .hasMessageContaining("no.csv: expected a CSV file, found nothing");
  }

  private void assertInvalid(String text, String sentence) throws IOException {
    Path file = Files.writeString(folder.resolve("s.csv"), text);
    assertThatThrownBy(() -> Evaluation.ofScores(file, Threshold.DEFAULT, FEW))
        .isInstanceOf(DataRejected.class)
        .hasMessageContaining(sentence);
  }

  @Test
  void closedPredictorEndsTheEvaluation() {
    Predictor predictor = open();
    predictor.close();
    for (int altered : new int[] {0, EvaluationOptions.ALL}) {
      assertThatThrownBy(
              () ->
                  Evaluation.run(
                      predictor,
                      LabelledPictures.read(data),
                      new EvaluationOptions(FEW, altered),
                      each -> {}))
          .isInstanceOf(InferenceFailed.class);
    }
    assertThatThrownBy(() -> new EvaluationOptions(FEW, -1)).hasMessageContaining("found -1");
  }
}
