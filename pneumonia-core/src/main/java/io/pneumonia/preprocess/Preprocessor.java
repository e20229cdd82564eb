package io.pneumonia.preprocess;

import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.ImageRejected;
import io.pneumonia.image.PixelImage;
import io.pneumonia.tensor.FloatTensor;
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
    Objects.checkFromIndexSize(offset, valuesPerImage(), target.length);
    requireUsableSize(image);
    SourceRows source = SourceRows.of(image, spec.colorMode());
    SourceBox box = SourceBox.of(spec, image.width(), image.height());
    TensorWriter writer = new TensorWriter(spec, scaled, source.channels(), target, offset);
    Scratch scratch = scratches.borrow();
    resampler.resample(source, box, scratch, writer);
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
