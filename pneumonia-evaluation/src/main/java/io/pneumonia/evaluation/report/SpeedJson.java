package io.pneumonia.evaluation.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pneumonia.ParityReport;
import io.pneumonia.evaluation.speed.BackendSpeed;
import io.pneumonia.evaluation.speed.SpeedReport;
import java.io.UncheckedIOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A speed report for programs. {@link #SCHEMA_VERSION} grows when a key changes its meaning or
 * goes. Times are milliseconds; what is not known is null.
 */
public final class SpeedJson {

  /** The version of the keys. */
  public static final int SCHEMA_VERSION = 1;

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private SpeedJson() {}

  /**
   * The report as a JSON object.
   *
   * @param report what was measured
   * @return indented, with a line feed at the end
   */
  public static String of(SpeedReport report) {
    ObjectNode root = MAPPER.createObjectNode();
    root.put("schema_version", SCHEMA_VERSION);
    root.put("model", SpeedTables.model(report));
    root.put("version", report.version());
    root.put("pictures", report.pictures());
    root.put("refused", report.refused());
    root.put("megapixels", report.megapixels());
    root.put("decode", report.decodeMode().name().toLowerCase(Locale.ROOT));
    root.put("reduced", report.reduced());
    root.put("threads", report.threads());
    ObjectNode machine = root.putObject("machine");
    machine.put("processor", report.machine().processor());
    machine.put("processors", report.machine().processors());
    machine.put("system", report.machine().system());
    machine.put("jvm", report.machine().jvm());
    report.machine().jvmArguments().forEach(machine.putArray("jvm_arguments")::add);
    ArrayNode backends = root.putArray("backends");
    report.backends().forEach(each -> write(backends.addObject(), each));
    write(root, report.parity());
    return text(root, MAPPER.writerWithDefaultPrettyPrinter()) + "\n";
  }

  private static void write(ObjectNode node, BackendSpeed speed) {
    node.put("backend", speed.backend());
    node.put("runtime", speed.runtime());
    ObjectNode latency = node.putObject("latency_ms");
    latency.put("p50", speed.percentile(50));
    latency.put("p90", speed.percentile(90));
    latency.put("p99", speed.percentile(99));
    latency.put("mean", speed.mean());
    ObjectNode stages = node.putObject("stages_ms");
    for (int i = 0; i < BackendSpeed.STAGES.size(); i++) {
      stages.put(BackendSpeed.STAGES.get(i), speed.stages().get(i));
    }
    node.put("predictions", speed.predictions());
    node.put("pictures_per_second", speed.picturesPerSecond());
    speed.coldStart().forEach(node.putArray("cold_starts_ms")::add);
    node.put("opening_ms", speed.opening());
    node.put("first_prediction_ms", speed.first());
    node.put("peak_resident_bytes", speed.residentBytes());
    node.put("allocated_bytes", speed.allocatedBytes());
  }

  private static void write(ObjectNode root, @Nullable ParityReport parity) {
    if (parity == null) {
      root.putNull("parity");
      return;
    }
    ObjectNode node = root.putObject("parity");
    node.put("compared", parity.compared());
    node.put("refused_by_all", parity.refused().size());
    node.put("refused_by_some", parity.disputed().size());
    ArrayNode pairs = node.putArray("pairs");
    for (ParityReport.Pair each : parity.pairs()) {
      ObjectNode pair = pairs.addObject();
      pair.put("first", each.first());
      pair.put("second", each.second());
      pair.put("score_difference", each.scoreDifference());
      pair.put("output_difference", each.outputDifference());
      pair.put("flips", each.flips());
    }
  }

  /**
   * What one process measured, to be read by another of the same version.
   *
   * @param speed the figures
   * @return one line
   */
  public static String line(BackendSpeed speed) {
    return text(speed, MAPPER.writer());
  }

  /**
   * Reads what {@link #line} wrote.
   *
   * @param line the text
   * @return the figures
   * @throws IllegalArgumentException if it is something else
   */
  public static BackendSpeed parse(String line) {
    try {
      return MAPPER.readValue(line, BackendSpeed.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("expected figures of a backend, found " + line, e);
    }
  }

  private static String text(Object value, ObjectWriter writer) {
    try {
      return writer.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
