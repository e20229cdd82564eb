package io.pneumonia.image;

import static io.pneumonia.image.JpegMarkers.APP0;
import static io.pneumonia.image.JpegMarkers.APP14;
import static io.pneumonia.image.JpegMarkers.APP15;
import static io.pneumonia.image.JpegMarkers.COM;
import static io.pneumonia.image.JpegMarkers.DAC;
import static io.pneumonia.image.JpegMarkers.DHT;
import static io.pneumonia.image.JpegMarkers.DNL;
import static io.pneumonia.image.JpegMarkers.DQT;
import static io.pneumonia.image.JpegMarkers.DRI;
import static io.pneumonia.image.JpegMarkers.EOI;
import static io.pneumonia.image.JpegMarkers.JPEG_LS;
import static io.pneumonia.image.JpegMarkers.JPG;
import static io.pneumonia.image.JpegMarkers.RST0;
import static io.pneumonia.image.JpegMarkers.SOF0;
import static io.pneumonia.image.JpegMarkers.SOF1;
import static io.pneumonia.image.JpegMarkers.SOF15;
import static io.pneumonia.image.JpegMarkers.SOF2;
import static io.pneumonia.image.JpegMarkers.SOS;
import static io.pneumonia.image.JpegMarkers.TEM;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * JPEG to pixels: baseline, extended sequential and progressive, Huffman-coded, 8 bits.
 *
 * <p>Written out here rather than left to the JDK for one reason: its answer depends on which
 * libjpeg a JDK happens to be built with, and none of them says reliably that a picture was cut
 * short. Orientation tags and colour profiles are ignored, as Pillow does.
 */
final class JpegDecoder {

  // Encoders write around ten; more are an attack on the decoder's time.
  private static final int MAX_SCANS = 100;
  // libjpeg-turbo guesses at those of these coefficients that the scans left out.
  private static final int SMOOTHED_COEFFICIENTS = 10;

  // Below, to wake another thread costs what it would save.
  private static final int BLOCKS_WORTH_SHARING = 1 << 12;

  private final byte[] bytes;
  private final DecodeLimits limits;
  private final Reduction reduction;
  private final Refusal refusal;
  private final JpegMarkers in;
  private final JpegTables tables;
  private final EntropyBits bits;
  private final DecodeAids aids;
  private @Nullable JpegFrame frame;
  private boolean jfif;
  private int adobeTransform = -1;
  private int scans;

  JpegDecoder(
      byte[] bytes, DecodeLimits limits, Reduction reduction, DecodeAids aids, Refusal refusal) {
    this.bytes = bytes;
    this.limits = limits;
    this.reduction = reduction;
    this.refusal = refusal;
    this.in = new JpegMarkers(bytes, refusal);
    this.tables = new JpegTables(bytes, refusal);
    this.aids = aids;
    this.bits = new EntropyBits(bytes, aids.scanBuffers().data(), refusal);
  }

  ReducedImage decode() {
    try {
      readAll();
    } finally {
      bits.close();
    }
    JpegFrame complete = frame();
    for (JpegComponent component : complete.components()) {
      requireComplete(component);
    }
    JpegFrame.Size size = complete.size();
    return new ReducedImage(
        pixels(complete), size.width(), size.height(), JpegComponent.SIDE / size.blockSide());
  }

  private void readAll() {
    for (int marker = in.next(); marker != EOI; marker = in.next()) {
      take(marker);
    }
  }

  private void take(int marker) {
    switch (marker) {
      case SOF0, SOF1 -> startFrame(false);
      case SOF2 -> startFrame(true);
      case DHT -> tables.readHuffmanTables(in);
      case DQT -> tables.readQuantTables(in);
      case DRI -> tables.readRestartInterval(in);
      case SOS -> readScan();
      case APP0 -> readJfif();
      case APP14 -> readAdobe();
      default -> skip(marker);
    }
  }

  private void skip(int marker) {
    if (marker == JPEG_LS) {
      throw refusal.unsupported("a baseline or progressive JPEG", "a JPEG-LS one");
    }
    if (marker > SOF2 && marker <= SOF15 && marker != JPG && marker != DAC) {
      throw refusal.unsupported("a baseline or progressive JPEG", kind(marker));
    }
    boolean restart = (marker & 0xF8) == RST0;
    boolean ignorable = (marker >= APP0 && marker <= APP15) || marker == COM || marker == DNL;
    if (!restart && !ignorable && marker != TEM && marker != DAC) {
      throw refusal.corrupt("a marker that JPEG knows", String.format("%02x", marker));
    }
  }

  private static String kind(int marker) {
    if (marker >= 0xC9) {
      return "an arithmetic-coded one";
    }
    return marker == 0xC3 ? "a lossless one" : "a hierarchical one";
  }

  private void startFrame(boolean progressive) {
    if (frame != null) {
      throw refusal.corrupt("one frame in a JPEG", "another");
    }
    JpegFrame started = JpegFrame.read(in, progressive, limits, reduction, refusal);
    // Every block takes one bit at least: refuse a huge picture in a tiny file right here.
    if (started.blocks() > bytes.length * 8L) {
      throw refusal.truncated(
          "image data for " + started.size().width() + "x" + started.size().height() + " pixels",
          "a file of only " + bytes.length + " bytes");
    }
    frame = started;
  }

  private JpegFrame frame() {
    if (frame == null) {
      throw refusal.corrupt("a frame header before the picture", "none");
    }
    return frame;
  }

  private void readJfif() {
    if (scans == 0 && in.remaining() >= 14 && startsWith("JFIF\0")) {
      jfif = true;
    }
  }

  private void readAdobe() {
    if (scans == 0 && in.remaining() >= 12 && startsWith("Adobe")) {
      in.skip(6);
      adobeTransform = in.u8();
    }
  }

  private boolean startsWith(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (in.u8() != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private void readScan() {
    JpegFrame current = frame();
    if (++scans > MAX_SCANS) {
      throw refusal.unsupported("at most " + MAX_SCANS + " scans", "more");
    }
    JpegScan scan = JpegScan.read(in, current, tables, refusal);
    in.continueAt(bits.startScan(in.segmentEnd()));
    // Of several components the samples are not the picture, but what it is made of.
    IntFunction<byte[]> samples = current.components().size() == 1 ? aids.samples() : byte[]::new;
    for (JpegScan.Part part : scan.parts()) {
      part.component().allocate(current.progressive(), samples);
    }
    JpegScanWalk walk = new JpegScanWalk(current.size(), scan.parts());
    if (current.progressive()) {
      walk.readAll(tables.restartInterval(), bits, new ProgressiveBlocks(bits, scan, refusal));
    } else if (!aids.help() || !readShared(scan, walk)) {
      walk.readAll(
          tables.restartInterval(), bits, new SequentialBlocks(bits, scan.parts(), refusal));
    }
  }

  private boolean readShared(JpegScan scan, JpegScanWalk walk) {
    if (walk.mcus() < BLOCKS_WORTH_SHARING) {
      return false;
    }
    if (tables.restartInterval() > 0) {
      return new SharedIntervals(walk, scan.parts(), tables.restartInterval(), bits, refusal).run();
    }
    if (scan.parts().size() > 1 || !bits.undivided()) {
      return false;
    }
    BlockStore store = aids.scanBuffers().borrowStore();
    new SharedScan(walk, scan.parts().get(0), bits, refusal).run(store, BLOCKS_WORTH_SHARING);
    aids.scanBuffers().giveBack(store);
    return true;
  }

  private void requireComplete(JpegComponent component) {
    if (component.unknownBits[0] < 0) {
      throw refusal.truncated("a scan of every component", "none of component " + component.id);
    }
    for (int k = 0; k < SMOOTHED_COEFFICIENTS; k++) {
      if (component.unknownBits[k] != 0) {
        throw refusal.unsupported(
            "a progressive JPEG with all scans of its low coefficients", "one without");
      }
    }
  }

  private PixelImage pixels(JpegFrame complete) {
    return assemble(complete.size(), complete.components(), colour(complete.components()));
  }

  /** What the components, whose scans have all been read, show. */
  static PixelImage assemble(
      JpegFrame.Size size, List<JpegComponent> components, JpegColour colour) {
    components.forEach(JpegComponent::transformCoefficients);
    int width = size.outputWidth();
    int height = size.outputHeight();
    if (colour == JpegColour.GREY) {
      JpegComponent grey = components.get(0);
      grey.removePadding();
      return PixelImage.adopt(width, height, 1, grey.samples);
    }
    byte[] pixels = new byte[width * height * colour.channels()];
    ChromaUpsampler[] upsamplers =
        components.stream()
            .map(component -> new ChromaUpsampler(component, size))
            .toArray(ChromaUpsampler[]::new);
    byte[][] rows = new byte[upsamplers.length][];
    for (int y = 0; y < height; y++) {
      for (int i = 0; i < rows.length; i++) {
        rows[i] = upsamplers[i].row(y);
      }
      colour.convert(rows, width, pixels, y * width * colour.channels());
    }
    return PixelImage.adopt(width, height, colour.channels(), pixels);
  }

  /** libjpeg's reading of the colour space: JFIF, Adobe's marker, the components' names. */
  private JpegColour colour(List<JpegComponent> components) {
    if (components.size() == 1) {
      return JpegColour.GREY;
    }
    if (components.size() == 4) {
      return adobeTransform <= 0 ? JpegColour.CMYK : JpegColour.YCCK;
    }
    int[] ids = components.stream().mapToInt(component -> component.id).toArray();
    boolean rgb =
        adobeTransform >= 0 ? adobeTransform == 0 : Arrays.equals(ids, new int[] {'R', 'G', 'B'});
    return rgb && !jfif ? JpegColour.RGB : JpegColour.YCBCR;
  }
}
