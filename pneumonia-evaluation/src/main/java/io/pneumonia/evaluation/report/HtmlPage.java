package io.pneumonia.evaluation.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The parts that every page has, which needs nothing else: no script, no font, no network. */
final class HtmlPage {

  private final StringBuilder out;

  HtmlPage(StringBuilder out) {
    this.out = out;
  }

  /**
   * Begins the page.
   *
   * @param disclaimer sentences below the title
   */
  void open(String title, String disclaimer) {
    out.append(
        """
        <!doctype html>
        <html lang="en"><head><meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
        <title>%s</title>
        <style>
        %s</style></head><body><main>
        <h1>%s</h1>
        <p class="disclaimer">%s</p>
        """
            .formatted(
                Html.escaped(title), style(), Html.escaped(title), Html.escaped(disclaimer)));
  }

  void close() {
    out.append("</main></body></html>\n");
  }

  private static String style() {
    try (InputStream css = HtmlPage.class.getResourceAsStream("report.css")) {
      return new String(Objects.requireNonNull(css).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void facts(List<List<String>> facts) {
    out.append("<dl>");
    for (List<String> fact : facts) {
      out.append(
          "<div><dt>%s</dt><dd>%s</dd></div>"
              .formatted(Html.escaped(fact.get(0)), Html.escaped(fact.get(1))));
    }
    out.append("</dl>\n");
  }

  void list(String style, String title, List<String> items) {
    if (items.isEmpty()) {
      return;
    }
    out.append("<section class=\"%s\"><h2>%s</h2><ul>".formatted(style, Html.escaped(title)));
    items.forEach(item -> out.append("<li>").append(Html.escaped(item)).append("</li>"));
    out.append("</ul></section>\n");
  }

  void table(@Nullable Table table) {
    if (table != null) {
      out.append("<section><h2>%s</h2>".formatted(Html.escaped(table.title())));
      out.append("<p>%s</p>".formatted(Html.escaped(table.explanation())));
      rows(table);
      out.append("</section>\n");
    }
  }

  void rows(Table table) {
    out.append("<div class=\"scroll\"><table><thead><tr>");
    for (String cell : table.header()) {
      out.append("<th scope=\"col\">").append(Html.escaped(cell)).append("</th>");
    }
    out.append("</tr></thead><tbody>\n");
    for (List<String> row : table.rows()) {
      out.append("<tr><th scope=\"row\">").append(Html.escaped(row.get(0))).append("</th>");
      for (String cell : row.subList(1, row.size())) {
        out.append("<td>").append(Html.escaped(cell)).append("</td>");
      }
      out.append("</tr>\n");
    }
    out.append("</tbody></table></div>");
  }

  void figure(String title, String caption, String svg) {
    out.append(
        "<figure><h3>%s</h3>%s<figcaption>%s</figcaption></figure>\n"
            .formatted(title, svg, caption));
  }
}
