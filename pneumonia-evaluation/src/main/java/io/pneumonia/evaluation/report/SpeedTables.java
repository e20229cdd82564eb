package io.pneumonia.evaluation.report;

import io.pneumonia.ParityReport;
import io.pneumonia.evaluation.speed.BackendSpeed;
import io.pneumonia.evaluation.speed.SpeedReport;
import io.pneumonia.model.ModelId;
import io.pneumonia.preprocess.DecodeMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** What a speed report says, as tables for every view. */
final class SpeedTables {

  static final String DISCLAIMER =
      "Figures of this machine while nothing else ran on it, if nothing did; other machines differ.";

  private SpeedTables() {}

  static List<List<String>> facts(SpeedReport report) {
    return List.of(
        List.of("model", model(report)),
        List.of(
            "pictures",
            "%d, %s megapixels in the mean%s"
                .formatted(
                    report.pictures(),
                    decimal(report.megapixels()),
                    report.refused() == 0 ? "" : "; " + report.refused() + " refused")),
        List.of("decoding", decoding(report)),
        List.of("threads", report.threads() == 0 ? "automatic" : "" + report.threads()),
        List.of(
            "machine",
            report.machine().processor()
                + ", "
                + report.machine().processors()
                + " processors, "
                + report.machine().system()),
        List.of(
            "JVM",
            report.machine().jvm() + " " + String.join(" ", report.machine().jvmArguments())),
        List.of("version", report.version()));
  }

  /** With the whole digest. */
  static String model(SpeedReport report) {
    ModelId model = report.model();
    return model.name() + " " + model.version() + ", sha256 " + model.sha256();
  }

  private static String decoding(SpeedReport report) {
    return report.decodeMode() == DecodeMode.EXACT
        ? "exact"
        : "fast: %d of %d pictures to a half or less"
            .formatted(report.reduced(), report.pictures());
  }

  static Table figures(SpeedReport report) {
    List<String> header = new ArrayList<>(List.of(""));
    report.backends().forEach(each -> header.add(each.backend()));
    List<List<String>> rows = new ArrayList<>();
    rows.add(row(report, "runtime", BackendSpeed::runtime));
    for (int percent : new int[] {50, 90, 99}) {
      rows.add(row(report, "latency p" + percent + ", ms", each -> ms(each.percentile(percent))));
    }
    rows.add(row(report, "latency mean, ms", each -> ms(each.mean())));
    for (int i = 0; i < BackendSpeed.STAGES.size(); i++) {
      int stage = i;
      String name = "  " + BackendSpeed.STAGES.get(i) + ", ms";
      rows.add(row(report, name, each -> ms(each.stages().get(stage))));
    }
    rows.add(row(report, "predictions", each -> "" + each.predictions()));
    rows.add(row(report, "pictures a second", each -> decimal(each.picturesPerSecond())));
    rows.add(row(report, "cold start, ms", SpeedTables::coldStart));
    rows.add(row(report, "opening the model, ms", each -> ms(each.opening())));
    rows.add(row(report, "first prediction, ms", each -> ms(each.first())));
    rows.add(
        row(
            report,
            "most memory, MB",
            each ->
                each.residentBytes() == null ? Figures.ABSENT : "" + (each.residentBytes() >> 20)));
    rows.add(row(report, "allocated a prediction, kB", each -> "" + each.allocatedBytes() / 1000));
    return new Table(
        "Speed",
        "One picture at a time, bytes in memory to decision; all pictures as one stream; and whole"
            + " processes that predict one picture. Each backend in a process of its own.",
        header,
        rows);
  }

  private static List<String> row(
      SpeedReport report, String name, Function<BackendSpeed, String> figure) {
    List<String> cells = new ArrayList<>(List.of(name));
    report.backends().forEach(each -> cells.add(figure.apply(each)));
    return cells;
  }

  private static String coldStart(BackendSpeed speed) {
    List<Double> processes = speed.coldStart();
    return processes.isEmpty() ? Figures.ABSENT : ms(processes.get(processes.size() / 2));
  }

  static Table parity(ParityReport parity) {
    return new Table(
        "Answers",
        "%d pictures predicted by all, %d refused by all, %d by some. Fast and wrong is not fast."
            .formatted(parity.compared(), parity.refused().size(), parity.disputed().size()),
        List.of("", "largest difference of the score", "findings that differ"),
        parity.pairs().stream()
            .map(
                pair ->
                    List.of(
                        pair.first() + " / " + pair.second(),
                        String.format(Locale.ROOT, "%.2e", pair.scoreDifference()),
                        "" + pair.flips()))
            .toList());
  }

  private static String ms(double value) {
    return String.format(Locale.ROOT, value < 100 ? "%.2f" : "%.0f", value);
  }

  private static String decimal(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
