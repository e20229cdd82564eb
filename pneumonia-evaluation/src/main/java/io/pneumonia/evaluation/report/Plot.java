package io.pneumonia.evaluation.report;

import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * A drawing in SVG over the unit square, or up to another height; whatever is drawn is clipped to
 * it. Colours are classes, for the page's style sheet to choose.
 */
final class Plot {

  private static final int TICKS = 5;

  /** What ticks may be apart, times a power of ten. */
  private static final double[] STEPS = {1, 1.5, 2, 3, 4, 5, 6, 8, 10};

  /** Room for the axis' name and for figures of five characters beside it. */
  private static final int LEFT = 66;

  private static final int TOP = 12;
  private static final int SIDE = 300;
  private static final int WIDTH = LEFT + SIDE + 16;
  private static final int HEIGHT = TOP + SIDE + 46;

  private final String id;
  private final String title;
  private final String description;
  private final String across;
  private final String up;
  private final double top;
  private final StringBuilder shapes = new StringBuilder();

  /**
   * An empty plot.
   *
   * @param id unique on the page
   * @param title what it is
   * @param description what it shows, for those who do not see it
   * @param across what runs from left to right
   * @param up what runs from below
   * @param top the greatest value upwards, positive
   */
  Plot(String id, String title, String description, String across, String up, double top) {
    this.id = id;
    this.title = title;
    this.description = description;
    this.across = across;
    this.up = up;
    this.top = top;
  }

  /**
   * A greatest value upwards with round figures at the ticks.
   *
   * @param most what is to have room, positive
   * @return this or the next greater such value
   */
  static double roundedUp(double most) {
    double step = most / TICKS;
    double power = Math.pow(10, Math.floor(Math.log10(step)));
    double next = DoubleStream.of(STEPS).filter(each -> each * power >= step).min().orElse(10);
    return TICKS * next * power;
  }

  /** A line through points, of which those that would not be seen apart are left out. */
  final class Line {
    private final StringBuilder path = new StringBuilder();
    private String last = "";

    Line to(double x, double y) {
      String point = at(x(x)) + " " + at(y(y));
      if (!point.equals(last)) {
        path.append(path.isEmpty() ? "M" : "L").append(point);
        last = point;
      }
      return this;
    }

    void draw(String style) {
      if (!path.isEmpty()) {
        shapes.append("<path class=\"%s\" d=\"%s\"/>".formatted(style, path));
      }
    }
  }

  Line line() {
    return new Line();
  }

  void dot(String style, double x, double y, double radius, String text) {
    shapes.append(
        "<circle class=\"%s\" cx=\"%s\" cy=\"%s\" r=\"%s\"><title>%s</title></circle>"
            .formatted(style, at(x(x)), at(y(y)), at(radius), Html.escaped(text)));
  }

  void bar(String style, double from, double to, double height, String text) {
    if (height > 0) {
      shapes.append(
          "<rect class=\"%s\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\"><title>%s</title></rect>"
              .formatted(
                  style,
                  at(x(from)),
                  at(y(height)),
                  at(x(to) - x(from)),
                  at(y(0) - y(height)),
                  Html.escaped(text)));
    }
  }

  private double x(double value) {
    return LEFT + SIDE * value;
  }

  private double y(double value) {
    return TOP + SIDE * (1 - value / top);
  }

  private static String at(double position) {
    return String.format(Locale.ROOT, "%.1f", position);
  }

  String svg() {
    StringBuilder svg = new StringBuilder();
    svg.append(
        """
        <svg viewBox="0 0 %d %d" role="img" aria-labelledby="%s-title %s-desc">
        <title id="%s-title">%s</title><desc id="%s-desc">%s</desc>
        """
            .formatted(
                WIDTH, HEIGHT, id, id, id, Html.escaped(title), id, Html.escaped(description)));
    axes(svg);
    return svg.append(shapes).append("</svg>\n").toString();
  }

  private void axes(StringBuilder svg) {
    for (int tick = 0; tick <= TICKS; tick++) {
      double share = (double) tick / TICKS;
      svg.append(
          "<path class=\"grid\" d=\"M%s %dV%dM%d %sH%d\"/>"
              .formatted(at(x(share)), TOP, TOP + SIDE, LEFT, at(y(share * top)), LEFT + SIDE));
      svg.append(label(x(share), TOP + SIDE + 16, "middle", number(share)));
      svg.append(label(LEFT - 6, y(share * top) + 4, "end", number(share * top)));
    }
    svg.append(label(LEFT + SIDE / 2.0, HEIGHT - 8, "middle", across));
    svg.append(
        "<text class=\"axis\" text-anchor=\"middle\" transform=\"translate(13 %d) rotate(-90)\">%s</text>\n"
            .formatted(TOP + SIDE / 2, Html.escaped(up)));
  }

  private static String number(double value) {
    return value >= 10
        ? String.format(Locale.ROOT, "%.0f", value)
        : String.format(Locale.ROOT, "%.2f", value).replaceAll("0$", "");
  }

  private static String label(double x, double y, String anchor, String text) {
    return "<text class=\"axis\" x=\"%s\" y=\"%s\" text-anchor=\"%s\">%s</text>"
        .formatted(at(x), at(y), anchor, Html.escaped(text));
  }
}
