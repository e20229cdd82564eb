package io.pneumonia.evidence.picture;

import java.util.stream.IntStream;

/** The band below the picture: what was found, the colours and their meaning. */
final class Legend {

  private static final String WORDS = "Where the network looked, not where the disease is.";
  private static final String SCALE = "Evidence for pneumonia (log-odds)";
  private static final int TITLE_GREY = 240;
  private static final int TEXT_GREY = 200;
  private static final int BAR_GREY = 96;
  private static final int[] TICKS = {0, 1, 2, 5, 10, 20, 50, 100, 200, 500};

  private final EvidenceStyle style;
  private final Lettering lettering = new Lettering();
  private final String title;
  private final int line;

  Legend(EvidenceStyle style, String title) {
    this.style = style;
    this.title = title;
    this.line = Math.max(14, Math.round(style.side() / 36f));
  }

  /** The least width of a drawing that the texts fit into. */
  int width() {
    int longest =
        IntStream.of(
                lettering.width(WORDS, line),
                lettering.width(SCALE, line),
                lettering.width(title, titleHeight()))
            .max()
            .orElseThrow();
    return longest + 2 * line;
  }

  /** The height of the band. */
  int height() {
    return titleHeight() + line * 11 / 2;
  }

  private int titleHeight() {
    return line * 5 / 4;
  }

  /** Draws the band. */
  void draw(Canvas canvas, int top) {
    int y = top + line / 2;
    lettering.draw(canvas, line, y, titleHeight(), TITLE_GREY, title);
    y += titleHeight() + line / 4;
    lettering.draw(canvas, line, y, line, TEXT_GREY, SCALE);
    y += line * 5 / 4;
    bar(canvas, y);
    y += line * 3 / 4;
    ticks(canvas, y);
    y += line * 3 / 2;
    lettering.draw(canvas, line, y, line, TITLE_GREY, WORDS);
  }

  /** The colours as they lie over a medium grey. */
  private void bar(Canvas canvas, int top) {
    Overlay overlay = new Overlay(style);
    int length = canvas.width() - 2 * line;
    for (int x = 0; x < length; x++) {
      for (int y = top; y < top + line * 2 / 3; y++) {
        for (int channel = 0; channel < 3; channel++) {
          canvas.blend(line + x, y, channel, BAR_GREY, 1);
        }
        overlay.blendAt(canvas, line + x, y, (double) x / (length - 1));
      }
    }
  }

  /** Numbers under their colours, as many as there is room for. */
  private void ticks(Canvas canvas, int top) {
    int length = canvas.width() - 2 * line;
    int free = line;
    for (int tick : TICKS) {
      String text = Integer.toString(tick);
      int width = lettering.width(text, line);
      double centre = line + length * tick / (tick + style.middle());
      int left = Math.max(line, (int) Math.round(centre - width / 2.0));
      if (left >= free && left + width <= line + length) {
        lettering.draw(canvas, left, top, line, TEXT_GREY, text);
        free = left + width + line;
      }
    }
  }
}
