package io.pneumonia.preprocess;

/** One library's filter: brings the rows of a picture to another size. Thread-safe. */
interface Resampler {

  /**
   * Resamples the inside of a box to the target's size, handing over one row after the other from
   * the top.
   */
  void resample(SourceRows source, SourceBox box, Scratch scratch, RowSink target);

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
