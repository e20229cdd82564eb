package io.pneumonia.benchmarks;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * Two drawings side by side, time and memory, in SVG. Both axes have logarithmic scales with the
 * same length for a factor, so that what grows in proportion rises at 45 degrees.
 */
final class GrowthPlot {

  private static final int LEFT = 64;
  private static final int TOP = 16;
  private static final int WIDTH = 280;
  private static final int HEIGHT = 240;
  private static final int PANEL = LEFT + WIDTH + 24;

  private final StringBuilder svg = new StringBuilder();
  private final Growth.Axis axis;
  private final List<Growth.Point> points;
  // Of the common logarithms: the least ones, and the length of 1.
  private final double first;
  private final double unit;
  private double lowest;
  private int left;

  private GrowthPlot(Growth.Axis axis, List<Growth.Point> points) {
    this.axis = axis;
    this.points = points;
    this.first = Math.log10(points.get(0).value());
    double across = Math.log10(points.get(points.size() - 1).value()) - first;
    double up = Math.max(span(Growth.Point::time), span(Growth.Point::megabytes));
    this.unit = Math.min(WIDTH / across, HEIGHT / (up + 0.4));
  }

  static String svg(Growth.Axis axis, List<Growth.Point> points) {
    return new GrowthPlot(axis, points).draw();
  }

  private double span(ToDoubleFunction<Growth.Point> figure) {
    return most(figure) - least(figure);
  }

  private double least(ToDoubleFunction<Growth.Point> figure) {
    return Math.log10(points.stream().mapToDouble(figure).min().orElseThrow());
  }

  private double most(ToDoubleFunction<Growth.Point> figure) {
    return Math.log10(points.stream().mapToDouble(figure).max().orElseThrow());
  }

  private String draw() {
    add(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\""
            + " font-size=\"11\" fill=\"#333\" role=\"img\">%n<title>Time and memory over %s</title>%n"
            + "<rect width=\"100%%\" height=\"100%%\" fill=\"#fff\"/>%n",
        2 * PANEL, TOP + HEIGHT + 52, axis.label);
    panel(axis.timeLabel, "#1f6fb2", Growth.Point::time);
    left = PANEL;
    panel("MB, at most", "#b2541f", Growth.Point::megabytes);
    return svg.append("</svg>\n").toString();
  }

  private void panel(String label, String colour, ToDoubleFunction<Growth.Point> figure) {
    // What hardly changes stands in the middle.
    lowest = least(figure) - (HEIGHT / unit - span(figure)) / 2;
    add(
        "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"none\" stroke=\"#999\"/>%n",
        left + LEFT, TOP, WIDTH, HEIGHT);
    StringBuilder path = new StringBuilder();
    for (Growth.Point point : points) {
      double x = x(point.value());
      double y = y(figure.applyAsDouble(point));
      path.append(String.format(Locale.ROOT, "%s%.1f %.1f", path.isEmpty() ? "M" : "L", x, y));
      add(
          "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"%s\"/>"
              + "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\" fill=\"%s\">%s</text>%n",
          x, y, colour, x, y - 8, colour, shown(figure.applyAsDouble(point)));
      text(x, TOP + HEIGHT + 16, Growth.number(point.value()));
    }
    add("<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"1.5\"/>%n", path, colour);
    proportional(figure);
    text(left + LEFT + WIDTH / 2.0, TOP + HEIGHT + 38, axis.label);
    add(
        "<text text-anchor=\"middle\" transform=\"translate(%d %d) rotate(-90)\">%s</text>%n",
        left + LEFT - 14, TOP + HEIGHT / 2, label);
  }

  /** From the last point downwards: where the others would be if the figure grew in proportion. */
  private void proportional(ToDoubleFunction<Growth.Point> figure) {
    Growth.Point last = points.get(points.size() - 1);
    double x = x(last.value());
    double y = y(figure.applyAsDouble(last));
    double length = Math.min(x - (left + LEFT), TOP + HEIGHT - y);
    add(
        "<path d=\"M%.1f %.1fL%.1f %.1f\" stroke=\"#999\" stroke-dasharray=\"3 3\"/>%n",
        x, y, x - length, y + length);
  }

  private void text(double x, double y, String text) {
    add("<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\">%s</text>%n", x, y, text);
  }

  private static String shown(double value) {
    return value < 10
        ? String.format(Locale.ROOT, "%.2g", value)
        : String.format(Locale.ROOT, "%.0f", value);
  }

  private double x(double value) {
    return left + LEFT + 12 + (Math.log10(value) - first) * unit * (WIDTH - 24) / WIDTH;
  }

  private double y(double value) {
    return TOP + HEIGHT - (Math.log10(value) - lowest) * unit * (WIDTH - 24) / WIDTH;
  }

  private void add(String format, Object... values) {
    svg.append(String.format(Locale.ROOT, format, values));
  }
}
