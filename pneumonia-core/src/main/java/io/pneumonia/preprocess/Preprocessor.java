package io.pneumonia.preprocess;

import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.ImageRejected;
import io.pneumonia.image.PixelImage;
import io.pneumonia.image.ReducedImage;
import io.pneumonia.tensor.FloatTensor;
import io.pneumonia.work.SharedTask;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Turns pictures into the tensor that a spec describes, bit for bit as the library that the spec
 * names. Immutable to its callers and safe for any number of threads; it keeps the tables of the
 * picture sizes seen lately and some working memory, both bounded, so that one preprocessor should
 * serve all pictures of a model.
 */
public final class Preprocessor {

  /** The longest side of a picture that is resampled: what a JPEG can have. */
  public static final int MAX_SOURCE_SIDE = 65_535;

  // Below, to wake another thread costs what it would save.
  private static final int PIXELS_WORTH_SHARING = 1 << 18;
  // Neighbouring bands read some rows both; more bands would read many.
  private static final int MOST_BANDS = 4;

  private final PreprocessSpec spec;
  private final Resampler resampler;
  private final float[][] scaled;
  private final Scratch.Pool scratches = new Scratch.Pool();

  private Preprocessor(PreprocessSpec spec) {
    this.spec = spec;
    this.resampler = Resampler.of(spec.interpolation());
    this.scaled = TensorWriter.scaledSamples(spec);
  }

  /**
   * A preprocessor for a model's input.
   *
   * @param spec what the model was trained on
   * @return a new preprocessor with empty caches
   */
  public static Preprocessor of(PreprocessSpec spec) {
    return new Preprocessor(Objects.requireNonNull(spec, "spec"));
  }

  /**
   * What this preprocessor makes.
   *
   * @return the spec it was made of
   */
  public PreprocessSpec spec() {
    return spec;
  }

  /**
   * The tensor of one picture.
   *
   * @param image the decoded picture
   * @return a batch of one: {@code spec().batchShape(1)}
   * @throws ImageRejected {@code IMAGE_TOO_MANY_PIXELS} if a side exceeds {@link #MAX_SOURCE_SIDE}
   */
  public FloatTensor apply(PixelImage image) {
    return FloatTensor.write(spec.batchShape(1), values -> apply(image, values, 0));
  }

  /**
   * The tensor of a picture that may have been reduced while it was decoded.
   *
   * @param image the decoded picture
   * @return a batch of one: {@code spec().batchShape(1)}
   * @throws ImageRejected {@code IMAGE_TOO_MANY_PIXELS} if a side exceeds {@link #MAX_SOURCE_SIDE}
   * @throws IllegalArgumentException if it was reduced, and the filter does not antialias
   */
  public FloatTensor apply(ReducedImage image) {
    return FloatTensor.write(
        spec.batchShape(1), values -> apply(image.pixels(), box(image), values, 0, 1));
  }

  /**
   * The tensor of one picture, in less time where processors are idle, and in the same where none
   * is: the values are those of {@link #apply(PixelImage)}. For a picture that somebody waits for;
   * of many pictures each is better preprocessed on a thread of its own.
   *
   * @param image the decoded picture
   * @return a batch of one: {@code spec().batchShape(1)}
   * @throws ImageRejected {@code IMAGE_TOO_MANY_PIXELS} if a side exceeds {@link #MAX_SOURCE_SIDE}
   */
  public FloatTensor applyShared(PixelImage image) {
    return applyShared(image, box(image));
  }

  /**
   * As {@link #applyShared(PixelImage)}, for a picture that may have been reduced while it was
   * decoded: the values are those of {@link #apply(ReducedImage)}.
   *
   * @param image the decoded picture
   * @return a batch of one: {@code spec().batchShape(1)}
   * @throws ImageRejected {@code IMAGE_TOO_MANY_PIXELS} if a side exceeds {@link #MAX_SOURCE_SIDE}
   * @throws IllegalArgumentException if it was reduced, and the filter does not antialias
   */
  public FloatTensor applyShared(ReducedImage image) {
    return applyShared(image.pixels(), box(image));
  }

  private FloatTensor applyShared(PixelImage image, SourceBox box) {
    boolean worthIt = (long) image.width() * image.height() >= PIXELS_WORTH_SHARING;
    int bands = worthIt ? Math.min(MOST_BANDS, SharedTask.processors()) : 1;
    return FloatTensor.write(spec.batchShape(1), values -> apply(image, box, values, 0, bands));
  }

  private SourceBox box(PixelImage image) {
    return SourceBox.of(spec, image.width(), image.height());
  }

  private SourceBox box(ReducedImage image) {
    if (image.denominator() != 1 && !spec.interpolation().antialiases()) {
      throw new IllegalArgumentException(
          "image: expected a whole one for " + spec.interpolation() + ", found a reduced one");
    }
    return SourceBox.of(spec, image.width(), image.height()).reduced(image.denominator());
  }

  /**
   * The tensor of several pictures, which may differ in size.
   *
   * @param images the decoded pictures, at least one
   * @return a batch in their order: {@code spec().batchShape(images.size())}
   * @throws ImageRejected {@code IMAGE_TOO_MANY_PIXELS} if a side exceeds {@link #MAX_SOURCE_SIDE}
   * @throws IllegalArgumentException if there is no picture, or more than an array can hold
   */
  public FloatTensor apply(List<PixelImage> images) {
    List<PixelImage> batch = List.copyOf(images);
    if (batch.isEmpty()) {
      throw new IllegalArgumentException("images: expected at least one, found none");
    }
    return FloatTensor.write(
        spec.batchShape(batch.size()),
        values -> {
          int offset = 0;
          for (PixelImage image : batch) {
            apply(image, values, offset);
            offset += valuesPerImage();
          }
        });
  }

  /**
   * Writes one picture's values into an array, in the order of the spec's layout.
   *
   * @param image the decoded picture
   * @param target where to; only {@code width * height * channels} values are touched
   * @param offset of the first value
   * @throws ImageRejected {@code IMAGE_TOO_MANY_PIXELS} if a side exceeds {@link #MAX_SOURCE_SIDE}
   * @throws IndexOutOfBoundsException if the values do not fit
   */
  public void apply(PixelImage image, float[] target, int offset) {
    apply(image, box(image), target, offset, 1);
  }

  private void apply(PixelImage image, SourceBox box, float[] target, int offset, int bands) {
    Objects.checkFromIndexSize(offset, valuesPerImage(), target.length);
    requireUsableSize(image);
    SourceRows source = SourceRows.of(image, spec.colorMode());
    TensorWriter writer = new TensorWriter(spec, scaled, source.channels(), target, offset);
    List<SharedTask> offered = new ArrayList<>(bands - 1);
    for (int i = 1; i < bands; i++) {
      Resampler.Band band = band(i, bands);
      offered.add(SharedTask.offer(() -> resample(source, box, band, writer)));
    }
    resample(source, box, band(0, bands), writer);
    offered.forEach(SharedTask::finish);
  }

  private Resampler.Band band(int index, int count) {
    int height = spec.height();
    return new Resampler.Band(height * index / count, height * (index + 1) / count);
  }

  private void resample(
      SourceRows source, SourceBox box, Resampler.Band band, TensorWriter writer) {
    Scratch scratch = scratches.borrow();
    resampler.resample(source, box, band, scratch, writer);
    scratches.giveBack(scratch);
  }

  private int valuesPerImage() {
    return spec.width() * spec.height() * spec.colorMode().channels();
  }

  /** Filter tables grow with the longest side; a picture of one row could otherwise demand any. */
  static void requireUsableSize(PixelImage image) {
    if (Math.max(image.width(), image.height()) > MAX_SOURCE_SIDE) {
      throw new ImageRejected(
          ErrorCode.IMAGE_TOO_MANY_PIXELS,
          "image: expected at most %d pixels a side, found %dx%d"
              .formatted(MAX_SOURCE_SIDE, image.width(), image.height()));
    }
  }
}
