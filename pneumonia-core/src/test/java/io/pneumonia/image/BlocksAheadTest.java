package io.pneumonia.image;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BlocksAheadTest {

  private static final int WIDTH = 1003;
  private static final int HEIGHT = 2009;
  private static final byte[] JPEG = WrittenJpeg.GREY.of(WIDTH, HEIGHT);
  private static final Refusal REFUSAL = new Refusal("x");

  private final PixelImage expected = new ImageDecoder().decode(EncodedImage.of("x", JPEG));

  @Test
  void findsBlocksFromAnyBitOn() {
    Random random = new Random(20261128);
    int found = 0;
    for (int i = 0; i < 50; i++) {
      found += readFrom(random.nextDouble() * 0.98) ? 1 : 0;
    }
    assertThat(found).isEqualTo(50);
  }

  /** Reads from some bit on, then the blocks before; compares the pixels. */
  private boolean readFrom(double portion) {
    try (EntropyBits bits = new EntropyBits(JPEG, new ByteBuffers(0), REFUSAL)) {
      JpegScan.Part part = startScan(bits);
      JpegComponent component = part.component();
      int columns = component.ownBlocksWide();
      int blocks = columns * component.ownBlocksHigh();
      long end = bits.remaining();
      EntropyBits middle = bits.fork((long) (end * portion));
      BlocksAhead ahead = new BlocksAhead(new BlockStore(), part, middle, end, REFUSAL);
      ahead.run();

      SequentialBlocks before = new SequentialBlocks(bits, List.of(part), REFUSAL);
      int next = 0;
      int found = ahead.find(bits.position());
      while (found == BlocksAhead.NOT_HERE) {
        before.read(0, next / columns, next % columns);
        next++;
        found = ahead.find(bits.position());
      }
      if (found == BlocksAhead.NEVER) {
        return false;
      }
      ahead.meet(found, next, blocks, before.predicted());
      ahead.transform();
      bits.moveTo(ahead.endPosition());
      before.predict(ahead.endPredicted());
      for (int i = ahead.endBlock(); i < blocks; i++) {
        before.read(0, i / columns, i % columns);
      }
      component.removePadding();
      assertThat(PixelImage.adopt(WIDTH, HEIGHT, 1, component.samples)).isEqualTo(expected);
      return true;
    }
  }

  private static JpegScan.Part startScan(EntropyBits bits) {
    JpegMarkers in = new JpegMarkers(JPEG, REFUSAL);
    JpegTables tables = new JpegTables(JPEG, REFUSAL);
    @Nullable JpegFrame frame = null;
    for (int marker = in.next(); marker != JpegMarkers.SOS; marker = in.next()) {
      switch (marker) {
        case JpegMarkers.SOF0 ->
            frame = JpegFrame.read(in, false, DecodeLimits.DEFAULT, Reduction.NONE, REFUSAL);
        case JpegMarkers.DHT -> tables.readHuffmanTables(in);
        case JpegMarkers.DQT -> tables.readQuantTables(in);
        default -> {}
      }
    }
    JpegScan.Part part = JpegScan.read(in, requireNonNull(frame), tables, REFUSAL).parts().get(0);
    bits.startScan(in.segmentEnd());
    part.component().allocate(false, byte[]::new);
    return part;
  }
}
