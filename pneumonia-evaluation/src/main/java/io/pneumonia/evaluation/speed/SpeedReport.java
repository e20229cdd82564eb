package io.pneumonia.evaluation.speed;

import io.pneumonia.ParityReport;
import io.pneumonia.model.ModelId;
import io.pneumonia.preprocess.DecodeMode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How fast a model is on each backend.
 *
 * @param model which model
 * @param version of this library
 * @param pictures how many were measured on
 * @param refused how many others could not be predicted
 * @param megapixels of a picture in the mean
 * @param decodeMode whether every pixel of a picture was decoded, for every figure and the parity
 * @param reduced how many pictures were decoded to less than their full size
 * @param threads of one run of the network, 0 for the backend's choice
 * @param machine where it was measured
 * @param backends one entry each, in their order
 * @param parity how far their answers agree, or null for a single backend
 */
public record SpeedReport(
    ModelId model,
    String version,
    int pictures,
    int refused,
    double megapixels,
    DecodeMode decodeMode,
    int reduced,
    int threads,
    Machine machine,
    List<BackendSpeed> backends,
    @Nullable ParityReport parity) {

  /** Copies the list. */
  public SpeedReport {
    backends = List.copyOf(backends);
  }
}
