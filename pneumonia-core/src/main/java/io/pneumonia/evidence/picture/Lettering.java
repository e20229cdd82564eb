package io.pneumonia.evidence.picture;

import io.pneumonia.image.EncodedImage;
import io.pneumonia.image.ImageDecoder;
import io.pneumonia.image.PixelImage;
import io.pneumonia.preprocess.Interpolation;
import io.pneumonia.preprocess.PixelResizer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Draws text without a font of the system's, so that a picture has the same pixels everywhere: the
 * letters come from a sheet of their own, made by {@code make_lettering.py}, and are brought to
 * size as pictures are.
 */
final class Lettering {

  private static final String SHEET = "lettering.png";
  private static final char FIRST = ' ';

  private final PixelImage sheet;
  private final List<Integer> starts = new ArrayList<>();
  private final PixelResizer resizer = PixelResizer.of(Interpolation.PILLOW_BICUBIC);

  Lettering() {
    this.sheet = new ImageDecoder().decode(EncodedImage.of(SHEET, bytes()));
    for (int x = 0; x < sheet.width(); x++) {
      if (sheet.sample(x, 0, 0) == 255) {
        starts.add(x);
      }
    }
    starts.add(sheet.width());
  }

  private static byte[] bytes() {
    try (InputStream file = Lettering.class.getResourceAsStream(SHEET)) {
      if (file == null) {
        throw new IllegalStateException("expected " + SHEET + " beside this class, found none");
      }
      return file.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The width of a text.
   *
   * @param text printable ASCII; every other character is drawn as a question mark
   * @param height of a line, in pixels
   * @return in pixels
   */
  int width(String text, int height) {
    int width = text.chars().map(this::index).map(this::width).sum();
    return Math.max(1, (int) Math.round((double) width * height / lineHeight()));
  }

  /**
   * Draws a line of text.
   *
   * @param canvas to draw on
   * @param left where it begins
   * @param top of the line
   * @param height of the line, in pixels
   * @param grey its level
   * @param text printable ASCII
   */
  void draw(Canvas canvas, int left, int top, int height, int grey, String text) {
    PixelImage line = resizer.resize(line(text), width(text, height), height);
    for (int y = 0; y < line.height(); y++) {
      for (int x = 0; x < line.width(); x++) {
        double share = line.sample(x, y, 0) / 255.0;
        for (int channel = 0; channel < 3; channel++) {
          canvas.blend(left + x, top + y, channel, grey, share);
        }
      }
    }
  }

  /** A text in the size of the sheet. */
  private PixelImage line(String text) {
    int[] letters = text.chars().map(this::index).toArray();
    int width = text.chars().map(this::index).map(this::width).sum();
    byte[] samples = new byte[width * lineHeight()];
    int left = 0;
    for (int letter : letters) {
      for (int y = 0; y < lineHeight(); y++) {
        for (int x = 0; x < width(letter); x++) {
          samples[y * width + left + x] = (byte) sheet.sample(starts.get(letter) + x, y + 1, 0);
        }
      }
      left += width(letter);
    }
    return PixelImage.of(width, lineHeight(), 1, samples);
  }

  private int index(int character) {
    int index = character - FIRST;
    return index >= 0 && index < starts.size() - 1 ? index : '?' - FIRST;
  }

  private int width(int letter) {
    return starts.get(letter + 1) - starts.get(letter);
  }

  private int lineHeight() {
    return sheet.height() - 1;
  }
}
