package io.pneumonia.keras.lowering;

import java.util.ArrayList;
import java.util.List;

/** Moves one axis to the end and back, for layers that work along another one. */
final class Axes {

  private Axes() {}

  /** An axis counted from the end made positive, or refused. */
  static int positive(LayerScope scope, int axis, Value in) {
    int positive = axis < 0 ? in.rank() + axis : axis;
    if (positive < 1 || positive >= in.rank()) {
      throw scope.rejected(
          "expected an axis of " + in.shape() + " behind the batch, found " + axis);
    }
    return positive;
  }

  static Value toLast(LayerScope scope, Value in, int axis) {
    List<Integer> axes = new ArrayList<>();
    for (int each = 1; each < in.rank(); each++) {
      if (each != axis) {
        axes.add(each);
      }
    }
    axes.add(axis);
    return scope.permute(axes, in);
  }

  static Value fromLast(LayerScope scope, Value in, int axis) {
    List<Integer> axes = new ArrayList<>();
    for (int each = 1; each < in.rank() - 1; each++) {
      axes.add(each);
    }
    axes.add(axis - 1, in.rank() - 1);
    return scope.permute(axes, in);
  }

  static void requirePicture(LayerScope scope, Value in) {
    if (in.rank() != 4) {
      throw scope.rejected(
          "expected a picture (batch, height, width, channels), found " + in.shape());
    }
  }
}
