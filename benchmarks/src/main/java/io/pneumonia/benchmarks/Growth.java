package io.pneumonia.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * How time and memory grow: with the size of a picture, with the batch, with the threads of a run
 * and with the number of pictures. Every point is measured in a process of its own, which has this
 * one's options of Java. Writes a plot in SVG and a CSV file for each.
 *
 * <pre>java -XX:+UseSerialGC -Xms64m -Xmn32m -Xmx1g -cp benchmarks/target/benchmarks.jar \
 *     io.pneumonia.benchmarks.Growth FOLDER [size] [batch] [threads] [pictures]</pre>
 *
 * <p>{@code size:10} stops at 10.
 */
public final class Growth {

  /** What grows. */
  enum Axis {
    SIZE("megapixels of a picture", "ms a picture"),
    BATCH("pictures in a run of the network", "ms a run"),
    THREADS("threads of a run of the network", "ms a run"),
    PICTURES("pictures one after the other", "seconds");

    final String label;
    final String timeLabel;

    Axis(String label, String timeLabel) {
      this.label = label;
      this.timeLabel = timeLabel;
    }

    double[] valuesUpTo(double most) {
      return DoubleStream.of(usual()).filter(value -> value <= most).toArray();
    }

    private double[] usual() {
      return switch (this) {
        case SIZE -> new double[] {0.1, 0.3, 1, 3, 10, 30, 50};
        case BATCH -> new double[] {1, 2, 4, 8, 16, 32, 64};
        case THREADS -> new double[] {1, 2, 4};
        case PICTURES -> new double[] {1, 10, 100, 1_000, 10_000, 100_000};
      };
    }
  }

  /**
   * What a value costs.
   *
   * @param value of the axis
   * @param time in the unit that the axis names
   * @param megabytes the most memory that the process has had
   */
  record Point(double value, double time, double megabytes) {}

  private Growth() {}

  /**
   * Measures.
   *
   * @param args the folder to write to, then the axes to measure, each with a colon and its largest
   *     value if that is not the usual one; all of them if none is named
   * @throws IOException if a process fails or a file cannot be written
   */
  public static void main(String[] args) throws IOException {
    if (args.length == 0) {
      throw new IllegalArgumentException(
          "expected FOLDER [size] [batch] [threads] [pictures], found nothing");
    }
    Path folder = Files.createDirectories(Path.of(args[0]));
    List<String> wanted = List.of(args).subList(1, args.length);
    for (String each :
        wanted.isEmpty() ? List.of("size", "batch", "threads", "pictures") : wanted) {
      int colon = each.indexOf(':');
      String name = colon < 0 ? each : each.substring(0, colon);
      Axis axis = Axis.valueOf(name.toUpperCase(Locale.ROOT));
      double most = colon < 0 ? Double.MAX_VALUE : Double.parseDouble(each.substring(colon + 1));
      List<Point> points = measured(axis, most);
      Files.writeString(folder.resolve("growth-" + name + ".csv"), csv(axis, points));
      Files.writeString(folder.resolve("growth-" + name + ".svg"), GrowthPlot.svg(axis, points));
    }
  }

  private static List<Point> measured(Axis axis, double most) throws IOException {
    List<Point> points = new ArrayList<>();
    Path picture = Files.createTempFile("pneumonia-growth-", ".jpg");
    try {
      for (double value : axis.valuesUpTo(most)) {
        // Drawn here, so that its drawing costs the process that is measured nothing.
        Files.write(
            picture, Phantom.jpeg(axis == Axis.SIZE ? value : GrowthPoint.USUAL_MEGAPIXELS));
        Point point = inFreshProcess(axis, value, picture);
        System.out.printf(
            Locale.ROOT,
            "%s %s: %.3f %s, %.0f MB%n",
            number(value),
            axis.label,
            point.time(),
            axis.timeLabel,
            point.megabytes());
        points.add(point);
      }
    } finally {
      Files.delete(picture);
    }
    return points;
  }

  private static Point inFreshProcess(Axis axis, double value, Path picture) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(
        List.of(GrowthPoint.class.getName(), axis.name(), number(value), picture.toString()));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try {
      String output =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      if (process.waitFor() != 0) {
        throw new IOException(axis + " " + number(value) + ": the process failed: " + output);
      }
      String[] figures = output.split(" ", -1);
      return new Point(value, Double.parseDouble(figures[0]), Double.parseDouble(figures[1]));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while a process ran", e);
    } finally {
      process.destroy();
    }
  }

  private static String csv(Axis axis, List<Point> points) {
    StringBuilder csv = new StringBuilder(axis.label + "," + axis.timeLabel + ",MB\n");
    for (Point point : points) {
      csv.append(number(point.value()))
          .append(String.format(Locale.ROOT, ",%.3f,%.0f%n", point.time(), point.megabytes()));
    }
    return csv.toString();
  }

  /** Without digits that say nothing: 0.1, 100000. */
  static String number(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }
}
