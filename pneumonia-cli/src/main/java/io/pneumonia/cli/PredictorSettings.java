package io.pneumonia.cli;

import io.pneumonia.GatePolicy;
import io.pneumonia.Predictor;
import io.pneumonia.PredictorOptions;
import io.pneumonia.Predictors;
import io.pneumonia.bundled.BundledModel;
import io.pneumonia.decision.Threshold;
import io.pneumonia.image.SixteenBitGrey;
import io.pneumonia.preprocess.DecodeMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that every command has which opens a predictor. */
final class PredictorSettings {

  private static final String CPU = "cpu";

  /** So many pictures for each processor keep all of them busy but for a moment at the end. */
  private static final int MANY = 4;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--model",
      paramLabel = "FILE",
      description =
          "Keras .h5 or .keras, .onnx, or the folder of a TensorFlow SavedModel;"
              + " default: the bundled model.")
  private @Nullable Path model;

  @Option(
      names = "--card",
      paramLabel = "FILE",
      description = "The model's card; default: FILE.card.json beside the model, else inferred.")
  private @Nullable Path card;

  @Option(
      names = "--threshold",
      paramLabel = "T",
      description = "A score of T or more is PNEUMONIA; default: the card's.")
  private @Nullable Double threshold;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description =
          "Threads of one run of the network; 0: the backend's choice. Default: 1 for many pictures,"
              + " which then pass it side by side, else 0. Scores are the same.")
  private @Nullable Integer threads;

  @Option(
      names = "--device",
      paramLabel = "NAME",
      defaultValue = CPU,
      description = "Where the network runs (default: ${DEFAULT-VALUE}).")
  private String device;

  @Option(
      names = "--sixteen-bit",
      paramLabel = "HOW",
      defaultValue = "REFUSE",
      description = "16-bit grey pictures: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private SixteenBitGrey sixteenBit;

  @Option(
      names = "--fast",
      description =
          "Decode JPEGs to a half, a quarter or an eighth where enough is left for the network:"
              + " less time, scores that differ a little from Python's.")
  private boolean fast;

  @SuppressWarnings("NullAway.Init")
  PredictorSettings() {}

  boolean hasModel() {
    return model != null;
  }

  Optional<Threshold> threshold() {
    return Optional.ofNullable(threshold).map(this::checked);
  }

  /** Of one run for one picture at a time, 0 for the backend's choice. */
  int threads() {
    return threads(1);
  }

  private int threads(int pictures) {
    if (threads != null) {
      return threads;
    }
    boolean many = pictures >= MANY * Runtime.getRuntime().availableProcessors();
    return many && device.equals(CPU) ? 1 : 0;
  }

  /** The same settings as arguments, for another process. */
  List<String> arguments() {
    List<String> arguments = new ArrayList<>();
    if (model != null) {
      arguments.addAll(List.of("--model", model.toString()));
    }
    if (card != null) {
      arguments.addAll(List.of("--card", card.toString()));
    }
    if (threshold != null) {
      arguments.addAll(List.of("--threshold", threshold.toString()));
    }
    if (threads != null) {
      arguments.addAll(List.of("--threads", threads.toString()));
    }
    arguments.addAll(List.of("--device", device, "--sixteen-bit", sixteenBit.name()));
    if (fast) {
      arguments.add("--fast");
    }
    return arguments;
  }

  /** Opens the model for one picture at a time: see {@link #open(String, GatePolicy, int)}. */
  Predictor open(String backend, GatePolicy gate) {
    return open(backend, gate, 1);
  }

  /**
   * Opens the model that was named, or else the bundled one; to be closed by the caller.
   *
   * @param pictures how many are to be predicted as one list
   */
  Predictor open(String backend, GatePolicy gate, int pictures) {
    return model == null
        ? BundledModel.open(backend, usual -> applied(usual, pictures).withGate(gate))
        : Predictors.open(applied(PredictorOptions.of(model, backend), pictures).withGate(gate));
  }

  private PredictorOptions applied(PredictorOptions usual, int pictures) {
    if (threads != null && threads < 0) {
      throw new ParameterException(
          spec.commandLine(), "--threads: expected 0 or more, found " + threads);
    }
    PredictorOptions options =
        usual
            .withThreads(threads(pictures))
            .withDevice(device)
            .withSixteenBitGrey(sixteenBit)
            .withDecodeMode(fast ? DecodeMode.FAST : DecodeMode.EXACT);
    if (card != null) {
      options = options.withCard(card);
    }
    return threshold().map(options::withThreshold).orElse(options);
  }

  private Threshold checked(double value) {
    try {
      return Threshold.of(value);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--threshold: " + e.getMessage(), e);
    }
  }
}
