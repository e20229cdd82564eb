package io.pneumonia.web.application;

import io.pneumonia.persistence.settings.Setting;
import io.pneumonia.persistence.settings.Settings;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What administrators set, as every process sees it: at most a second old. */
public final class LiveSettings {

  private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Settings settings;
  private volatile @Nullable Snapshot latest;

  private record Snapshot(
      @Nullable Double threshold,
      @Nullable Integer maxImageBytes,
      @Nullable Integer maxImagePixels,
      long readAt) {}

  LiveSettings(Settings settings) {
    this.settings = settings;
  }

  private Snapshot snapshot() {
    @Nullable Snapshot known = latest;
    long now = System.nanoTime();
    if (known == null || now - known.readAt() > FRESH_NANOS) {
      known =
          new Snapshot(
              settings.find(Setting.THRESHOLD).orElse(null),
              settings.find(Setting.MAX_IMAGE_BYTES).orElse(null),
              settings.find(Setting.MAX_IMAGE_PIXELS).orElse(null),
              now);
      latest = known;
    }
    return known;
  }

  /**
   * The score from which on a picture is PNEUMONIA.
   *
   * @return empty where the model's card decides
   */
  public OptionalDouble threshold() {
    @Nullable Double value = snapshot().threshold();
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  /**
   * The largest file.
   *
   * @param usual what holds where nothing is set
   * @return bytes
   */
  public long maxImageBytes(long usual) {
    @Nullable Integer value = snapshot().maxImageBytes();
    return value == null ? usual : Math.min(usual, value);
  }

  /**
   * The most pixels.
   *
   * @param usual what holds where nothing is set
   * @return pixels
   */
  public long maxImagePixels(long usual) {
    @Nullable Integer value = snapshot().maxImagePixels();
    return value == null ? usual : Math.min(usual, value);
  }
}
