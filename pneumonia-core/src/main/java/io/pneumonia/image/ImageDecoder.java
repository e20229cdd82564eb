package io.pneumonia.image;

import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.ImageRejected;
import java.util.Objects;
import java.util.function.Function;

/**
 * Untrusted bytes to pixels: the same 8-bit samples that Pillow's {@code
 * Image.open(file).convert("RGB")} has, or its one channel where the file is grey.
 *
 * <p>Reads JPEG (baseline, extended sequential and progressive; grey, YCbCr of any subsampling,
 * RGB, CMYK, YCCK) and PNG (every colour type and depth). Alpha, transparency, orientation tags and
 * colour profiles are ignored. What cannot be read whole is refused: there is no half picture.
 *
 * <p>Safe for use by several threads. Keep one: it keeps working memory. It is pure Java: no native
 * code sees the bytes, no temporary file is written, and the answer does not depend on the JDK.
 */
public final class ImageDecoder {

  // Grey X-rays of up to 8 megapixels.
  private static final int LONGEST_KEPT_PICTURE = 8 << 20;

  private final DecodeLimits limits;
  private final SixteenBitGrey sixteenBitGrey;
  private final ByteBuffers pictureBuffers = new ByteBuffers(LONGEST_KEPT_PICTURE);
  private final DecodeAids alone = new DecodeAids(new ScanBuffers(), false, byte[]::new);
  private final DecodeAids helped = alone.withHelp();

  /** A decoder of {@link DecodeLimits#DEFAULT} that refuses grey PNGs of 16 bits. */
  public ImageDecoder() {
    this(DecodeLimits.DEFAULT, SixteenBitGrey.REFUSE);
  }

  /**
   * A decoder of the given limits.
   *
   * @param limits what a picture may cost
   * @param sixteenBitGrey what becomes of a grey PNG of 16 bits
   */
  public ImageDecoder(DecodeLimits limits, SixteenBitGrey sixteenBitGrey) {
    this.limits = Objects.requireNonNull(limits, "limits");
    this.sixteenBitGrey = Objects.requireNonNull(sixteenBitGrey, "sixteenBitGrey");
  }

  /**
   * Decodes a picture.
   *
   * @param image the bytes
   * @return its pixels
   * @throws ImageRejected if the picture is empty, too large, neither JPEG nor PNG, of a variant
   *     that is not read, truncated, or contradicts itself; nothing else is thrown, whatever the
   *     bytes
   */
  public PixelImage decode(EncodedImage image) {
    return decode(image, Reduction.NONE).pixels();
  }

  /**
   * Decodes a picture, a JPEG to a half, a quarter or an eighth of its size where enough is left of
   * it. The pixels are those of libjpeg's scaled decoding: each block of 8x8 is transformed to
   * fewer samples from its low frequencies, without what lies between. PNGs are decoded whole.
   *
   * @param image the bytes
   * @param reduction how far the picture may be reduced
   * @return its pixels, and how far it was reduced
   * @throws ImageRejected as {@link #decode(EncodedImage)} throws it
   */
  public ReducedImage decode(EncodedImage image, Reduction reduction) {
    return decode(image, reduction, alone);
  }

  /**
   * Decodes a picture as {@link #decode(EncodedImage, Reduction)} for a use that ends here, after
   * which the memory of its pixels serves later pictures.
   *
   * @param image the bytes
   * @param reduction how far the picture may be reduced
   * @param use gets the picture, and must not keep it
   * @param <T> what comes of the use
   * @return what comes of the use
   * @throws ImageRejected as {@link #decode(EncodedImage)} throws it
   */
  public <T> T decode(EncodedImage image, Reduction reduction, Function<ReducedImage, T> use) {
    return lend(decode(image, reduction, alone.lending(pictureBuffers)), use);
  }

  /**
   * Decodes a picture as {@link #decode(EncodedImage, Reduction)}, to the same pixels, in less time
   * where processors are idle, and in about the same where none is. For a picture that somebody
   * waits for; of many pictures each is better decoded on a thread of its own.
   *
   * @param image the bytes
   * @param reduction how far the picture may be reduced
   * @return its pixels, and how far it was reduced
   * @throws ImageRejected as {@link #decode(EncodedImage)} throws it
   */
  public ReducedImage decodeShared(EncodedImage image, Reduction reduction) {
    return decode(image, reduction, helped);
  }

  /**
   * Decodes a picture as {@link #decodeShared(EncodedImage, Reduction)} for a use that ends here,
   * after which the memory of its pixels serves later pictures.
   *
   * @param image the bytes
   * @param reduction how far the picture may be reduced
   * @param use gets the picture, and must not keep it
   * @param <T> what comes of the use
   * @return what comes of the use
   * @throws ImageRejected as {@link #decode(EncodedImage)} throws it
   */
  public <T> T decodeShared(
      EncodedImage image, Reduction reduction, Function<ReducedImage, T> use) {
    return lend(decode(image, reduction, helped.lending(pictureBuffers)), use);
  }

  private <T> T lend(ReducedImage image, Function<ReducedImage, T> use) {
    try {
      return use.apply(image);
    } finally {
      pictureBuffers.giveBack(image.pixels().samples());
    }
  }

  private ReducedImage decode(EncodedImage image, Reduction reduction, DecodeAids aids) {
    Refusal refusal = new Refusal(image.name());
    requireSize(image, refusal);
    ImageFormat format = image.format().orElseThrow(() -> unknownType(image, refusal));
    try {
      return decode(format, image.bytes(), reduction, aids, refusal);
    } catch (ImageRejected e) {
      throw e;
    } catch (RuntimeException e) {
      // No bytes are known that lead here; those who find some shall still get a clean refusal.
      throw refusal.of(
          ErrorCode.IMAGE_CORRUPT, "a " + format + " that can be decoded", "a contradiction", e);
    } catch (OutOfMemoryError e) {
      throw refusal.of(
          ErrorCode.IMAGE_TOO_MANY_PIXELS, "a picture that fits into memory", "a larger one", e);
    }
  }

  private ReducedImage decode(
      ImageFormat format, byte[] bytes, Reduction reduction, DecodeAids aids, Refusal refusal) {
    return switch (format) {
      case JPEG -> new JpegDecoder(bytes, limits, reduction, aids, refusal).decode();
      case PNG ->
          ReducedImage.whole(new PngDecoder(bytes, limits, sixteenBitGrey, refusal).decode());
    };
  }

  private void requireSize(EncodedImage image, Refusal refusal) {
    if (image.size() == 0) {
      throw refusal.of(ErrorCode.IMAGE_EMPTY, "a JPEG or PNG picture", "no bytes at all");
    }
    if (image.size() > limits.maxBytes()) {
      throw refusal.of(
          ErrorCode.IMAGE_TOO_LARGE, "at most " + limits.maxBytes() + " bytes", image.size());
    }
  }

  private static ImageRejected unknownType(EncodedImage image, Refusal refusal) {
    return refusal.of(
        ErrorCode.IMAGE_TYPE_UNSUPPORTED,
        "a JPEG or PNG picture",
        ForeignFormat.describe(image.bytes()));
  }

  /**
   * What a picture may cost.
   *
   * @return the limits
   */
  public DecodeLimits limits() {
    return limits;
  }
}
