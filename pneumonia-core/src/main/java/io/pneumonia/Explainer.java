package io.pneumonia;

import io.pneumonia.evidence.ClassActivation;
import io.pneumonia.evidence.EvidenceMethod;
import io.pneumonia.evidence.Occlusion;
import io.pneumonia.evidence.RelevanceMap;
import io.pneumonia.image.EncodedImage;
import io.pneumonia.image.PixelImage;
import io.pneumonia.preprocess.SourceBox;
import io.pneumonia.spi.PooledHead;
import io.pneumonia.spi.Tap;
import io.pneumonia.spi.TappedOutput;
import io.pneumonia.tensor.FloatTensor;
import io.pneumonia.tensor.TensorShape;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Predicts a picture and draws up what its score rests on. */
final class Explainer {

  private final Stages stages;
  private final @Nullable PooledHead head;

  Explainer(Stages stages) {
    this.stages = stages;
    this.head = hasPlaces(stages.session().taps().get(Tap.FEATURE_MAP)) ? head(stages) : null;
  }

  private static @Nullable PooledHead head(Stages stages) {
    return stages.session().head().orElse(null);
  }

  /** A feature map of a single cell tells no places apart. */
  private static boolean hasPlaces(@Nullable TensorShape featureMap) {
    return featureMap != null && featureMap.size(1) * featureMap.size(2) > 1;
  }

  EvidenceMethod method() {
    return head == null ? EvidenceMethod.OCCLUSION : EvidenceMethod.CLASS_ACTIVATION;
  }

  Explanation explain(EncodedImage encoded, ExplainOptions options) {
    @Nullable PooledHead used = headFor(options);
    Stages.Decoded decoded = stages.decode(encoded);
    Stages.Prepared prepared = stages.prepare(decoded, UnaryOperator.identity());
    long start = System.nanoTime();
    Set<Tap> wanted = used == null ? Set.of() : Set.of(Tap.FEATURE_MAP);
    TappedOutput output = stages.run(prepared.tensor(), wanted);
    Prediction prediction = stages.decide(prepared, output, 0, System.nanoTime() - start);
    PixelImage pixels = decoded.image().pixels();
    SourceBox region = SourceBox.of(stages.preprocessor().spec(), pixels.width(), pixels.height());
    if (used == null) {
      RelevanceMap map = occlusion(prepared, prediction, region, options);
      return new Explanation(prediction, map, EvidenceMethod.OCCLUSION, pixels);
    }
    FloatTensor featureMap = output.tap(Tap.FEATURE_MAP);
    RelevanceMap map = ClassActivation.of(featureMap, 0, used, stages.rule().reader(), region);
    return new Explanation(prediction, map, EvidenceMethod.CLASS_ACTIVATION, pixels);
  }

  /** The head, or null for an occlusion. */
  private @Nullable PooledHead headFor(ExplainOptions options) {
    if (options.method() == EvidenceMethod.CLASS_ACTIVATION && head == null) {
      throw new IllegalArgumentException(
          "method: expected OCCLUSION, the only one for this network, found " + options.method());
    }
    return options.method() == EvidenceMethod.OCCLUSION ? null : head;
  }

  private RelevanceMap occlusion(
      Stages.Prepared prepared, Prediction prediction, SourceBox region, ExplainOptions options) {
    Occlusion occlusion =
        new Occlusion(stages.preprocessor().spec(), options.grid(), options.progress());
    return occlusion.map(
        prepared.tensor(), prediction.decision().rawScore(), stages::scores, region);
  }
}
