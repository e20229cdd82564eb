package io.pneumonia;

import io.pneumonia.decision.Threshold;
import io.pneumonia.image.DecodeLimits;
import io.pneumonia.image.SixteenBitGrey;
import io.pneumonia.preprocess.DecodeMode;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which model to open, and how.
 *
 * @param model the model file, or the folder of a SavedModel
 * @param backend the backend's name, {@code onnx} or {@code tensorflow}
 * @param card the card's file, or null to take the one beside the model or infer it
 * @param threshold decides instead of the card's, or null to take the card's
 * @param threads threads that one run of the network may use, or 0 for the backend's choice
 * @param device {@code cpu}, or another name that the backend knows
 * @param limits what an untrusted picture may cost
 * @param sixteenBitGrey what becomes of 16-bit grey pictures
 * @param gate what becomes of pictures that the model's input gate refuses
 * @param decodeMode whether every pixel of a picture is decoded
 */
public record PredictorOptions(
    Path model,
    String backend,
    @Nullable Path card,
    @Nullable Threshold threshold,
    int threads,
    String device,
    DecodeLimits limits,
    SixteenBitGrey sixteenBitGrey,
    GatePolicy gate,
    DecodeMode decodeMode) {

  /** Refuses missing values. */
  public PredictorOptions {
    Objects.requireNonNull(model, "model");
    Objects.requireNonNull(backend, "backend");
    Objects.requireNonNull(device, "device");
    Objects.requireNonNull(limits, "limits");
    Objects.requireNonNull(sixteenBitGrey, "sixteenBitGrey");
    Objects.requireNonNull(gate, "gate");
    Objects.requireNonNull(decodeMode, "decodeMode");
    if (threads < 0) {
      throw new IllegalArgumentException("threads: expected 0 or more, found " + threads);
    }
  }

  /**
   * A model on a backend, everything else as usual.
   *
   * @param model the model file, or the folder of a SavedModel
   * @param backend the backend's name
   * @return the options
   */
  public static PredictorOptions of(Path model, String backend) {
    return new PredictorOptions(
        model,
        backend,
        null,
        null,
        0,
        "cpu",
        DecodeLimits.DEFAULT,
        SixteenBitGrey.REFUSE,
        GatePolicy.REFUSE,
        DecodeMode.EXACT);
  }

  /**
   * The same with a card from another place than beside the model.
   *
   * @param file the card's file
   * @return the new options
   */
  public PredictorOptions withCard(Path file) {
    return new PredictorOptions(
        model, backend, file, threshold, threads, device, limits, sixteenBitGrey, gate, decodeMode);
  }

  /**
   * The same with another threshold than the card's.
   *
   * @param value decides instead
   * @return the new options
   */
  public PredictorOptions withThreshold(Threshold value) {
    return new PredictorOptions(
        model, backend, card, value, threads, device, limits, sixteenBitGrey, gate, decodeMode);
  }

  /**
   * The same on so many threads. For one picture at a time the backend's choice is the fastest, for
   * lists and streams of many pictures on processors 1 is: pictures then pass the network side by
   * side. Scores are the same.
   *
   * @param count threads that one run may use, or 0 for the backend's choice
   * @return the new options
   */
  public PredictorOptions withThreads(int count) {
    return new PredictorOptions(
        model, backend, card, threshold, count, device, limits, sixteenBitGrey, gate, decodeMode);
  }

  /**
   * The same on another device.
   *
   * @param name {@code cpu}, or another name that the backend knows
   * @return the new options
   */
  public PredictorOptions withDevice(String name) {
    return new PredictorOptions(
        model, backend, card, threshold, threads, name, limits, sixteenBitGrey, gate, decodeMode);
  }

  /**
   * The same with other limits on pictures.
   *
   * @param value what an untrusted picture may cost
   * @return the new options
   */
  public PredictorOptions withLimits(DecodeLimits value) {
    return new PredictorOptions(
        model, backend, card, threshold, threads, device, value, sixteenBitGrey, gate, decodeMode);
  }

  /**
   * The same with another treatment of 16-bit grey pictures.
   *
   * @param value what becomes of them
   * @return the new options
   */
  public PredictorOptions withSixteenBitGrey(SixteenBitGrey value) {
    return new PredictorOptions(
        model, backend, card, threshold, threads, device, limits, value, gate, decodeMode);
  }

  /**
   * The same with another treatment of pictures that are not what the model was made for.
   *
   * @param value what becomes of them
   * @return the new options
   */
  public PredictorOptions withGate(GatePolicy value) {
    return new PredictorOptions(
        model,
        backend,
        card,
        threshold,
        threads,
        device,
        limits,
        sixteenBitGrey,
        value,
        decodeMode);
  }

  /**
   * The same in another decode mode. {@link DecodeMode#FAST} gives scores that differ a little from
   * Python's; each {@link Prediction} says whether it is such a one.
   *
   * @param value whether every pixel of a picture is decoded
   * @return the new options
   */
  public PredictorOptions withDecodeMode(DecodeMode value) {
    return new PredictorOptions(
        model, backend, card, threshold, threads, device, limits, sixteenBitGrey, gate, value);
  }
}
