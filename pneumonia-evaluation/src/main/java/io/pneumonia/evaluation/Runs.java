package io.pneumonia.evaluation;

import io.pneumonia.Outcome;
import io.pneumonia.Predictor;
import io.pneumonia.decision.Finding;
import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.PneumoniaException;
import io.pneumonia.evaluation.metrics.SplitMix;
import io.pneumonia.image.EncodedImage;
import io.pneumonia.image.PixelImage;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
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

  private final Predictor predictor;
  private final List<LabelledPictures.Entry> entries;

  Runs(Predictor predictor, List<LabelledPictures.Entry> entries) {
    this.predictor = predictor;
    this.entries = entries;
  }

  /** Takes what became of a picture. */
  interface Sink {
    /** With what became of the alterations, in the order of the enum, or with none. */
    void take(LabelledOutcome outcome, List<Outcome> altered);
  }

  private record InFlight(
      LabelledPictures.Entry entry, CompletableFuture<List<Outcome>> outcomes) {}

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

  /** Predicts the pictures, and of those chosen the alterations in the same run of the network. */
  void altered(BitSet chosen, Sink sink) {
    List<UnaryOperator<PixelImage>> plain = List.of(UnaryOperator.identity());
    List<UnaryOperator<PixelImage>> all = new ArrayList<>(plain);
    all.addAll(List.of(Alteration.values()));
    Deque<InFlight> inFlight = new ArrayDeque<>();
    try {
      for (int i = 0; i < entries.size(); i++) {
        if (inFlight.size() >= WINDOW) {
          finish(inFlight.remove(), sink);
        }
        inFlight.add(submit(entries.get(i), chosen.get(i) ? all : plain));
      }
      while (!inFlight.isEmpty()) {
        finish(inFlight.remove(), sink);
      }
    } finally {
      inFlight.forEach(item -> item.outcomes().cancel(false));
    }
  }

  private InFlight submit(LabelledPictures.Entry entry, List<UnaryOperator<PixelImage>> variants) {
    try {
      EncodedImage image = EncodedImage.read(entry.file(), predictor.limits());
      return new InFlight(entry, predictor.predictVariantsAsync(image, variants));
    } catch (PneumoniaException e) {
      return new InFlight(entry, CompletableFuture.failedFuture(e));
    }
  }

  private static void finish(InFlight item, Sink sink) {
    try {
      List<Outcome> outcomes = item.outcomes().join();
      LabelledOutcome plain = new LabelledOutcome(item.entry(), outcomes.get(0));
      sink.take(plain, outcomes.subList(1, outcomes.size()));
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
