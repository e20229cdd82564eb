package io.pneumonia.image;

import java.util.Arrays;
import java.util.List;

/**
 * Blocks of a baseline or extended sequential scan (ITU T.81, F.2.2). All coefficients of a block
 * come at once, so that it is transformed on the spot while it is still in the cache.
 */
final class SequentialBlocks implements BlockReader {

  private final SequentialCoefficients[] coefficients;
  private final JpegComponent[] components;
  // Room for what lies behind the last coefficient.
  private final int[] block = new int[JpegComponent.BLOCK + 1];

  SequentialBlocks(EntropyBits bits, List<JpegScan.Part> parts, Refusal refusal) {
    coefficients =
        parts.stream()
            .map(part -> new SequentialCoefficients(bits, part, refusal))
            .toArray(SequentialCoefficients[]::new);
    components = parts.stream().map(JpegScan.Part::component).toArray(JpegComponent[]::new);
  }

  /** Coefficient 0 of the first component's block read last. */
  int predicted() {
    return coefficients[0].predicted();
  }

  /** Goes on behind a block of the first component's whose coefficient 0 is known. */
  void predict(int coefficient) {
    coefficients[0].predict(coefficient);
  }

  @Override
  public void restart() {
    for (SequentialCoefficients each : coefficients) {
      each.predict(0);
    }
  }

  @Override
  public void read(int part, int blockRow, int blockColumn) {
    SequentialCoefficients from = coefficients[part];
    JpegComponent component = components[part];
    int occupied = from.read(block, 0);
    int dc = from.dequantized(from.predicted());
    int offset = component.sampleOffset(blockRow, blockColumn);
    if (occupied == 0) {
      component.flat(dc, offset);
    } else {
      block[0] = dc;
      component.transform(block, occupied, offset);
      Arrays.fill(block, 0);
    }
  }
}
