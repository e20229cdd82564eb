package io.pneumonia.evaluation;

import io.pneumonia.evaluation.metrics.Bootstrap;
import io.pneumonia.evaluation.metrics.Estimate;
import io.pneumonia.evaluation.metrics.LabelledScores;
import io.pneumonia.evaluation.metrics.Metrics;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * What one property of the file, which has nothing to do with lungs, would reach alone.
 *
 * @param property which
 * @param auroc of the better direction, at least one half, with its interval in that direction
 * @param direction which direction that is, or null where neither is better or the figure is not
 *     defined
 */
public record Shortcut(Property property, Estimate auroc, @Nullable Direction direction) {

  /** From here on a shortcut is worth a warning. */
  public static final double SUSPICIOUS = 0.8;

  /** What is known of a picture without looking at its pixels. */
  public enum Property {
    /** The size of the file. */
    FILE_SIZE("fileSize", "File size", facts -> facts.bytes()),
    /** Pixels a row. */
    WIDTH("width", "Width", facts -> facts.width()),
    /** Rows. */
    HEIGHT("height", "Height", facts -> facts.height()),
    /** Width times height. */
    PIXELS("pixels", "Pixel count", facts -> facts.pixels()),
    /** Width by height. */
    ASPECT_RATIO("aspectRatio", "Aspect ratio", facts -> facts.width() / facts.height()),
    /** File size by pixel count: how hard the file is compressed. */
    BYTES_PER_PIXEL("bytesPerPixel", "Bytes per pixel", facts -> facts.bytes() / facts.pixels());

    private final String key;
    private final String label;

    @SuppressWarnings("ImmutableEnumChecker") // the functions above keep nothing
    private final ToDoubleFunction<Facts> value;

    Property(String key, String label, ToDoubleFunction<Facts> value) {
      this.key = key;
      this.label = label;
      this.value = value;
    }

    /**
     * The name in JSON.
     *
     * @return camel case
     */
    public String key() {
      return key;
    }

    /**
     * The name for people.
     *
     * @return a few words
     */
    public String label() {
      return label;
    }

    double of(Facts facts) {
      return value.applyAsDouble(facts);
    }
  }

  /** Which way a property goes with the label. */
  public enum Direction {
    /** Pictures with PNEUMONIA have more of it. */
    LARGER,
    /** Pictures with PNEUMONIA have less of it. */
    SMALLER
  }

  /** A file from the outside. */
  record Facts(double bytes, double width, double height) {
    double pixels() {
      return width * height;
    }
  }

  /**
   * Whether it is strong enough to explain a model's figures.
   *
   * @return true above {@link #SUSPICIOUS}
   */
  public boolean isSuspicious() {
    return auroc.value() != null && auroc.value() > SUSPICIOUS;
  }

  static Shortcut measure(Property property, LabelledScores values, Bootstrap bootstrap) {
    Estimate larger = Metrics.auroc(values, bootstrap);
    if (larger.value() == null || larger.value() == 0.5) {
      return new Shortcut(property, larger, null);
    }
    return larger.value() > 0.5
        ? new Shortcut(property, larger, Direction.LARGER)
        : new Shortcut(property, mirrored(larger), Direction.SMALLER);
  }

  private static Estimate mirrored(Estimate larger) {
    Estimate.Interval interval = larger.interval();
    return new Estimate(
        larger.value() == null ? null : 1 - larger.value(),
        interval == null
            ? null
            : new Estimate.Interval(1 - interval.high(), 1 - interval.low(), interval.resamples()),
        larger.whyAbsent());
  }
}
