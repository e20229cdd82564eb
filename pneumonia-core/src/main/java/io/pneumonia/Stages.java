package io.pneumonia;

import static java.util.function.UnaryOperator.identity;

import io.pneumonia.decision.Decision;
import io.pneumonia.decision.Probability;
import io.pneumonia.decision.ScoreReader;
import io.pneumonia.decision.Threshold;
import io.pneumonia.error.PneumoniaException;
import io.pneumonia.gate.GateVerdict;
import io.pneumonia.gate.GateVerdict.Objection;
import io.pneumonia.image.EncodedImage;
import io.pneumonia.image.ImageDecoder;
import io.pneumonia.image.PixelImage;
import io.pneumonia.image.ReducedImage;
import io.pneumonia.image.Reduction;
import io.pneumonia.model.ModelCard;
import io.pneumonia.model.ModelId;
import io.pneumonia.preprocess.Preprocessor;
import io.pneumonia.spi.InferenceSession;
import io.pneumonia.spi.Tap;
import io.pneumonia.spi.TappedOutput;
import io.pneumonia.tensor.FloatTensor;
import io.pneumonia.work.SharedTask;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The steps from a picture's bytes to a prediction, each of which every way to predict takes.
 * Nothing here keeps a run and the session's end apart: that is for the callers.
 */
record Stages(
    ImageDecoder decoder,
    Reduction reduction,
    Admission admission,
    Preprocessor preprocessor,
    InferenceSession session,
    Rule rule,
    Provenance provenance) {

  /** How an output becomes a decision. */
  record Rule(ScoreReader reader, Threshold threshold) {}

  /** Where predictions come from. */
  record Provenance(ModelCard card, ModelId model, String backend, List<String> notes) {
    Provenance {
      notes = List.copyOf(notes);
    }
  }

  /** A picture before its preprocessing. */
  record Decoded(Prediction.ImageInfo info, ReducedImage image, long nanos) {}

  /** A picture ready for the network, with what is known of it so far. */
  record Prepared(
      Prediction.ImageInfo image,
      List<Objection> objections,
      FloatTensor tensor,
      long decodeNanos,
      long prepareNanos) {}

  /** Bytes to tensor on the caller's thread alone: for one picture of many. */
  Prepared prepare(EncodedImage encoded) {
    long start = System.nanoTime();
    return decoder.decode(
        encoded,
        reduction,
        image -> prepare(decoded(encoded, image, start), identity(), preprocessor::apply));
  }

  /** Bytes to tensor with the help of idle processors: for a picture that somebody waits for. */
  Prepared prepareShared(EncodedImage encoded) {
    long start = System.nanoTime();
    SharedTask digest = offerDigest(encoded);
    return decoder.decodeShared(
        encoded,
        reduction,
        image -> {
          digest.finish();
          return prepare(decoded(encoded, image, start), identity(), preprocessor::applyShared);
        });
  }

  /** Every pixel, whatever the decode mode. */
  Decoded decode(EncodedImage encoded) {
    long start = System.nanoTime();
    SharedTask digest = offerDigest(encoded);
    ReducedImage image = decoder.decodeShared(encoded, Reduction.NONE);
    digest.finish();
    return decoded(encoded, image, start);
  }

  /** Decoding begins on one thread; another may as well begin with the digest. */
  private static SharedTask offerDigest(EncodedImage encoded) {
    return SharedTask.offer(encoded::sha256);
  }

  private static Decoded decoded(EncodedImage encoded, ReducedImage image, long start) {
    Prediction.ImageInfo info =
        new Prediction.ImageInfo(
            encoded.name(),
            encoded.sha256(),
            image.width(),
            image.height(),
            encoded.size(),
            image.denominator());
    return new Decoded(info, image, System.nanoTime() - start);
  }

  /** A variant of a picture whose every pixel was decoded. */
  Prepared prepare(Decoded decoded, UnaryOperator<PixelImage> variant) {
    return prepare(
        decoded,
        image -> ReducedImage.whole(variant.apply(image.pixels())),
        preprocessor::applyShared);
  }

  private Prepared prepare(
      Decoded decoded,
      UnaryOperator<ReducedImage> variant,
      Function<ReducedImage, FloatTensor> preprocessing) {
    long start = System.nanoTime();
    ReducedImage image = variant.apply(decoded.image());
    List<Objection> objections = admission.look(decoded.info().name(), image);
    FloatTensor tensor = preprocessing.apply(image);
    return new Prepared(
        decoded.info(), objections, tensor, decoded.nanos(), System.nanoTime() - start);
  }

  /** One run for all of them; one output row each. */
  TappedOutput run(List<Prepared> batch) {
    return run(batch.size() == 1 ? batch.get(0).tensor() : stack(batch), Set.of());
  }

  /** One run that hands out more than the gate wants. */
  TappedOutput run(FloatTensor input, Set<Tap> wanted) {
    Set<Tap> all = new HashSet<>(admission.taps());
    all.addAll(wanted);
    return session.run(input, all);
  }

  private FloatTensor stack(List<Prepared> batch) {
    return FloatTensor.write(
        preprocessor.spec().batchShape(batch.size()),
        values -> {
          int offset = 0;
          for (Prepared prepared : batch) {
            prepared.tensor().copyTo(0, values, offset, prepared.tensor().size());
            offset += prepared.tensor().size();
          }
        });
  }

  /** Tensors to scores, past gate and threshold. */
  List<Probability> scores(FloatTensor batch) {
    FloatTensor output = session.run(batch);
    return IntStream.range(0, (int) batch.shape().size(0))
        .mapToObj(row -> rule.reader().read(output, row))
        .toList();
  }

  /** One output row to a prediction, or to the reason why there is none. */
  Outcome outcome(Prepared prepared, TappedOutput output, int row, long inferNanos) {
    try {
      return new Outcome.Predicted(decide(prepared, output, row, inferNanos));
    } catch (PneumoniaException e) {
      return new Outcome.Refused(prepared.image().name(), e);
    }
  }

  /** One output row to a prediction, unless the input gate refuses the picture. */
  Prediction decide(Prepared prepared, TappedOutput tapped, int row, long inferNanos) {
    long start = System.nanoTime();
    @Nullable GateVerdict verdict =
        admission.judge(prepared.image().name(), prepared.objections(), tapped, row);
    FloatTensor output = tapped.output();
    Decision decision = Decision.of(rule.reader().read(output, row), rule.threshold());
    List<Float> values = row(output, row);
    StageTimings timings =
        StageTimings.ofNanos(
            prepared.decodeNanos(), prepared.prepareNanos(), inferNanos, System.nanoTime() - start);
    return new Prediction(
        prepared.image(),
        decision,
        values,
        provenance.model(),
        provenance.backend(),
        timings,
        verdict);
  }

  private static List<Float> row(FloatTensor output, int row) {
    int width = output.size() / (int) output.shape().size(0);
    Float[] values = new Float[width];
    for (int i = 0; i < width; i++) {
      values[i] = output.get(row * width + i);
    }
    return List.of(values);
  }
}
