package io.pneumonia.evaluation;

import io.pneumonia.Outcome;
import io.pneumonia.Predictor;
import io.pneumonia.decision.Finding;
import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.PneumoniaException;
import io.pneumonia.evaluation.metrics.SplitMix;
import io.pneumonia.image.EncodedImage;
import io.pneumonia.image.PixelImage;
import io.pneumonia.preprocess.DecodeMode;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Predicts labelled pictures in order, on all processors, some of them with their alterations. A
 * few pictures are in flight at a time, whatever their number.
 */
final class Runs {

  private static final int WINDOW = 2 * Runtime.getRuntime().availableProcessors();

  /** The picture as it is, then its alterations. */
  private static final List<UnaryOperator<PixelImage>> VARIANTS =
      Stream.concat(Stream.of(UnaryOperator.<PixelImage>identity()), Stream.of(Alteration.values()))
          .toList();

  private final Predictor predictor;
  private final List<LabelledPictures.Entry> entries;

  Runs(Predictor predictor, List<LabelledPictures.Entry> entries) {
    this.predictor = predictor;
    this.entries = entries;
  }

  /** Takes what became of a picture. */
  interface Sink {
    /**
     * With what became of the picture in decode mode {@code EXACT} and of its alterations, in the
     * order of the enum, or with none.
     */
    void take(LabelledOutcome outcome, List<Outcome> variants);
  }

  private record InFlight(
      LabelledPictures.Entry entry,
      CompletableFuture<Outcome> plain,
      CompletableFuture<List<Outcome>> variants) {

    void cancel() {
      plain.cancel(false);
      variants.cancel(false);
    }
  }

  /** Predicts the pictures as they are. */
  void plain(Sink sink) {
    Stream<Path> files = entries.stream().map(LabelledPictures.Entry::file);
    try (Stream<Outcome> outcomes = predictor.predictFiles(files)) {
      Iterator<Outcome> each = outcomes.iterator();
      for (LabelledPictures.Entry entry : entries) {
        sink.take(new LabelledOutcome(entry, each.next()), List.of());
      }
    }
  }

  /**
   * Predicts the pictures, and of those chosen the alterations in the same run of the network. In
   * decode mode {@code FAST} pictures are predicted on their own: variants are always exact.
   */
  void altered(BitSet chosen, Sink sink) {
    Deque<InFlight> inFlight = new ArrayDeque<>();
    try {
      for (int i = 0; i < entries.size(); i++) {
        if (inFlight.size() >= WINDOW) {
          finish(inFlight.remove(), sink);
        }
        inFlight.add(submit(entries.get(i), chosen.get(i)));
      }
      while (!inFlight.isEmpty()) {
        finish(inFlight.remove(), sink);
      }
    } finally {
      inFlight.forEach(InFlight::cancel);
    }
  }

  private InFlight submit(LabelledPictures.Entry entry, boolean altered) {
    try {
      EncodedImage image = EncodedImage.read(entry.file(), predictor.limits());
      if (!altered) {
        return new InFlight(entry, alone(image), CompletableFuture.completedFuture(List.of()));
      }
      CompletableFuture<List<Outcome>> variants = predictor.predictVariantsAsync(image, VARIANTS);
      CompletableFuture<Outcome> plain =
          predictor.decodeMode() == DecodeMode.EXACT
              ? variants.thenApply(outcomes -> outcomes.get(0))
              : alone(image);
      return new InFlight(entry, plain, variants);
    } catch (PneumoniaException e) {
      CompletableFuture<Outcome> failed = CompletableFuture.failedFuture(e);
      return new InFlight(entry, failed, failed.thenApply(List::of));
    }
  }

  private CompletableFuture<Outcome> alone(EncodedImage image) {
    return predictor.predictAsync(image).thenApply(Outcome.Predicted::new);
  }

  private static void finish(InFlight item, Sink sink) {
    try {
      LabelledOutcome plain = new LabelledOutcome(item.entry(), item.plain().join());
      sink.take(plain, item.variants().join());
    } catch (CompletionException e) {
      if (!(e.getCause() instanceof PneumoniaException refusal)) {
        throw e;
      }
      if (refusal.code() == ErrorCode.CLOSED) {
        throw refusal;
      }
      Outcome outcome = new Outcome.Refused(item.entry().file().toString(), refusal);
      sink.take(new LabelledOutcome(item.entry(), outcome), List.of());
    }
  }

  /** At most so many pictures of each class, at random by a seed. */
  BitSet sample(int perClass, long seed) {
    BitSet chosen = new BitSet();
    SplitMix random = new SplitMix(seed);
    for (Finding label : Finding.values()) {
      int[] left = indices(label);
      for (int k = 0; k < Math.min(perClass, left.length); k++) {
        int pick = k + random.below(left.length - k);
        chosen.set(left[pick]);
        left[pick] = left[k];
      }
    }
    return chosen;
  }

  private int[] indices(Finding label) {
    return IntStream.range(0, entries.size())
        .filter(i -> entries.get(i).label() == label)
        .toArray();
  }
}
