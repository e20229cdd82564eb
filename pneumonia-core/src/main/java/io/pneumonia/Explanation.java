package io.pneumonia;

import io.pneumonia.decision.Decision;
import io.pneumonia.decision.Threshold;
import io.pneumonia.evidence.EvidenceMethod;
import io.pneumonia.evidence.RelevanceMap;
import io.pneumonia.evidence.picture.EvidencePicture;
import io.pneumonia.evidence.picture.EvidenceStyle;
import io.pneumonia.image.PixelImage;
import io.pneumonia.image.PngWriter;
import java.util.Locale;

/**
 * A prediction, and which places of the picture its score rests on: where the network looked, not
 * where the disease is.
 *
 * @param prediction the decision and everything it rests on
 * @param map what each place adds to the log-odds of pneumonia, whatever the finding
 * @param method how the map came about
 * @param pixels the picture in full size, to draw on
 */
public record Explanation(
    Prediction prediction, RelevanceMap map, EvidenceMethod method, PixelImage pixels) {

  /**
   * The same score decided at another threshold.
   *
   * @param threshold the threshold that decides
   * @return the explanation with its decision
   */
  public Explanation at(Threshold threshold) {
    return new Explanation(prediction.at(threshold), map, method, pixels);
  }

  /**
   * The evidence for pneumonia drawn over the picture, with finding, score and a legend below, in
   * the usual style.
   *
   * @return the bytes of a PNG file
   */
  public byte[] png() {
    return png(EvidenceStyle.DEFAULT);
  }

  /**
   * The evidence for pneumonia drawn over the picture, with finding, score and a legend below.
   *
   * @param style size, opacity and scale; the same for all pictures that are to be compared
   * @return the bytes of a PNG file
   */
  public byte[] png(EvidenceStyle style) {
    return PngWriter.write(EvidencePicture.draw(pixels, map, title(), style));
  }

  /**
   * The evidence for pneumonia drawn over the picture and nothing else, in the picture's
   * proportions, to be laid over the picture itself.
   *
   * @param style size, opacity and scale
   * @return the bytes of a PNG file
   */
  public byte[] pngWithoutLegend(EvidenceStyle style) {
    return PngWriter.write(EvidencePicture.drawWithoutLegend(pixels, map, style));
  }

  private String title() {
    Decision decision = prediction.decision();
    double score = decision.rawScore().value();
    double threshold = decision.threshold().value();
    return String.format(
        Locale.ROOT,
        "%s%s, score %.4f %s %s",
        decision.finding(),
        decision.uncertain() ? " (uncertain)" : "",
        score,
        score < threshold ? "<" : ">=",
        threshold);
  }
}
