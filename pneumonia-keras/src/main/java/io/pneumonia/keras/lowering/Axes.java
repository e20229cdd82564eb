package io.pneumonia.keras.lowering;

import java.util.ArrayList;
import java.util.List;

/**
 * Moves one axis to the end and back, for layers that work along another one: pictures with
 * channels first, for instance.
 */
final class Axes {

  private static final int CHANNELS_FIRST = 1;

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

  /** A picture with channels last, whatever the layer's format. */
  static Value channelsLast(LayerScope scope, Value in, boolean channelsFirst) {
    if (in.rank() != 4) {
      throw scope.rejected(
          "expected a picture (batch, height, width, channels), found " + in.shape());
    }
    return channelsFirst ? toLast(scope, in, CHANNELS_FIRST) : in;
  }

  /** A picture with channels last given back in the layer's format. */
  static Value restored(LayerScope scope, Value in, boolean channelsFirst) {
    return channelsFirst && in.rank() == 4 ? fromLast(scope, in, CHANNELS_FIRST) : in;
  }
}
