package io.pneumonia.gate;

import io.pneumonia.gate.GateVerdict.Objection;
import io.pneumonia.image.ReducedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a decoded picture must fulfil before the network sees it.
 *
 * @param minSide the least pixels of the shorter side, 1 or more
 * @param maxAspect the most that the longer side may be of the shorter, 1 or more
 * @param maxColour the most that the largest of red, green and blue may exceed the smallest, on
 *     average, 0 to 255; 0 is grey
 * @param minDeviation the least standard deviation of the grey levels, 0 to 127.5
 */
public record PictureChecks(int minSide, double maxAspect, double maxColour, double minDeviation) {

  /** Refuses what is out of range. */
  public PictureChecks {
    require("min_side", minSide, 1, Integer.MAX_VALUE);
    require("max_aspect", maxAspect, 1, Double.MAX_VALUE);
    require("max_colour", maxColour, 0, 255);
    require("min_deviation", minDeviation, 0, 127.5);
  }

  private static void require(String name, double value, double least, double most) {
    if (!(value >= least && value <= most)) {
      throw new IllegalArgumentException(
          "%s: expected %s, found %s"
              .formatted(
                  name,
                  most >= Integer.MAX_VALUE ? least + " or more" : least + " to " + most,
                  value));
    }
  }

  /**
   * Looks at a picture. Colour and grey levels are those of at most about 65,000 pixels on a
   * regular grid.
   *
   * @param image the picture; its size is the one in the file
   * @return what is not fulfilled
   */
  List<Objection> objections(ReducedImage image) {
    List<Objection> objections = new ArrayList<>();
    int shorter = Math.min(image.width(), image.height());
    int longer = Math.max(image.width(), image.height());
    String size = image.width() + "x" + image.height();
    if (shorter < minSide) {
      objections.add(
          new Objection(GateReason.TOO_SMALL, "at least " + minSide + " pixels a side", size));
    }
    if (longer > maxAspect * shorter) {
      String expected = words("a side at most %.1f times the other", maxAspect);
      objections.add(new Objection(GateReason.EXTREME_ASPECT, expected, size));
    }
    PixelSample sample = PixelSample.of(image.pixels());
    if (sample.colour() > maxColour) {
      String expected = words("grey, with colours apart by at most %.1f levels", maxColour);
      objections.add(new Objection(GateReason.COLOURED, expected, words("%.1f", sample.colour())));
    }
    if (sample.deviation() < minDeviation) {
      String expected = words("grey levels that deviate by at least %.1f", minDeviation);
      objections.add(new Objection(GateReason.BLANK, expected, words("%.1f", sample.deviation())));
    }
    return objections;
  }

  private static String words(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }
}
