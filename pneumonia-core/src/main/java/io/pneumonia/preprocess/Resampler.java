package io.pneumonia.preprocess;

/** One library's filter: brings the rows of a picture to another size. Thread-safe. */
interface Resampler {

  /**
   * Resamples the inside of a box to the target's size, handing over some rows of it, one after the
   * other from the top.
   */
  void resample(SourceRows source, SourceBox box, Band band, Scratch scratch, RowSink target);

  /**
   * Neighbouring rows of the target, or none.
   *
   * @param from the first
   * @param to the one behind the last
   */
  record Band(int from, int to) {

    /** All rows. */
    static Band whole(RowSink target) {
      return new Band(0, target.height());
    }

    /** Whether there is no row; so it is where there are more bands than rows. */
    boolean isEmpty() {
      return from == to;
    }
  }

  /** The filter of that name, with an empty cache of its own. */
  static Resampler of(Interpolation interpolation) {
    return switch (interpolation) {
      case PILLOW_NEAREST -> NearestResampler.pillow();
      case PILLOW_BOX -> new PillowConvolution(PillowFilter.BOX);
      case PILLOW_BILINEAR -> new PillowConvolution(PillowFilter.BILINEAR);
      case PILLOW_HAMMING -> new PillowConvolution(PillowFilter.HAMMING);
      case PILLOW_BICUBIC -> new PillowConvolution(PillowFilter.BICUBIC);
      case PILLOW_LANCZOS -> new PillowConvolution(PillowFilter.LANCZOS);
      case OPENCV_NEAREST -> NearestResampler.openCv();
      case OPENCV_LINEAR -> new OpenCvLinear();
      case TENSORFLOW_BILINEAR -> new TensorFlowBilinear();
    };
  }
}
