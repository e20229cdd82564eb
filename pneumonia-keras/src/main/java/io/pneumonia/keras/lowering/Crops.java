package io.pneumonia.keras.lowering;

import io.pneumonia.keras.graph.Op;
import io.pneumonia.keras.graph.Padding;

/**
 * Windows in the middle of a picture.
 *
 * <p>For maintainers. CenterCrop starts at half the difference, rounded down. A picture that is too
 * small, and every crop to an aspect ratio, keeps the largest window of the target's shape, {@code
 * int(width * targetHeight / targetWidth)} rows at most, and is resized; it starts at half the
 * difference, too.
 */
final class Crops {

  private Crops() {}

  static Value centre(LayerScope scope, Value in, int height, int width) {
    long rows = in.size(1) - height;
    long columns = in.size(2) - width;
    if (rows < 0 || columns < 0) {
      return toAspect(scope, in, height, width, Op.ResizeMethod.BILINEAR);
    }
    return cropped(scope, in, rows, columns);
  }

  static Value toAspect(LayerScope scope, Value in, int height, int width, Op.ResizeMethod method) {
    long rows = within((long) ((double) (in.size(2) * height) / width), in.size(1));
    long columns = within((long) ((double) (in.size(1) * width) / height), in.size(2));
    Value window = cropped(scope, in, in.size(1) - rows, in.size(2) - columns);
    boolean fits = rows == height && columns == width;
    return fits ? window : scope.emitPart("resize", new Op.Resize(height, width, method), window);
  }

  private static long within(long wanted, long size) {
    return Math.max(Math.min(size, wanted), 1);
  }

  private static Value cropped(LayerScope scope, Value in, long rows, long columns) {
    if (rows == 0 && columns == 0) {
      return in;
    }
    int top = (int) (rows / 2);
    int left = (int) (columns / 2);
    Padding amount = new Padding(top, (int) rows - top, left, (int) columns - left);
    return scope.emit(new Op.Crop(amount), in);
  }
}
