package io.pneumonia.image;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a JPEG's scan header (SOS) says.
 *
 * @param parts the components of the scan with their Huffman tables
 * @param first the first coefficient in zigzag order
 * @param last the last coefficient
 * @param high how many low bits an earlier scan left out; 0 for none earlier
 * @param low how many low bits this scan leaves out
 */
record JpegScan(List<Part> parts, int first, int last, int high, int low) {

  /**
   * A component's part in a scan.
   *
   * @param component the component
   * @param dc the table for coefficient 0, if there is one of the number named
   * @param ac the table for the others, if there is one of the number named
   */
  record Part(JpegComponent component, @Nullable HuffmanTable dc, @Nullable HuffmanTable ac) {}

  /**
   * Reads the segment of an SOS marker and checks it against the frame and earlier scans.
   *
   * @param in at the segment's data
   * @param frame the frame
   * @param tables the tables defined so far
   * @param refusal words what is wrong
   * @return the scan, its tables complete
   */
  static JpegScan read(JpegMarkers in, JpegFrame frame, JpegTables tables, Refusal refusal) {
    int count = in.u8();
    if (count < 1 || count > frame.components().size()) {
      throw refusal.corrupt("a scan of 1 to " + frame.components().size() + " components", count);
    }
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      JpegComponent component = component(in.u8(), frame, parts, refusal);
      int numbers = in.u8();
      if (component.quant == null) {
        component.quant = tables.quant(component.quantTable);
      }
      parts.add(new Part(component, tables.dc(numbers >> 4), tables.ac(numbers & 15)));
    }
    int first = in.u8();
    int last = in.u8();
    int bits = in.u8();
    JpegScan scan =
        frame.progressive()
            ? new JpegScan(parts, first, last, bits >> 4, bits & 15)
            : new JpegScan(parts, 0, 63, 0, 0);
    scan.requireSensible(frame.progressive(), refusal);
    scan.requireTables(refusal);
    scan.advance(refusal);
    return scan;
  }

  private static JpegComponent component(
      int id, JpegFrame frame, List<Part> parts, Refusal refusal) {
    // Ids may repeat in a frame: the first one that is not yet in the scan is meant.
    for (JpegComponent component : frame.components()) {
      if (component.id == id && parts.stream().noneMatch(part -> part.component == component)) {
        return component;
      }
    }
    throw refusal.corrupt("a scan of the frame's components", "component " + id);
  }

  /** Whether this is the first scan that brings these coefficients. */
  boolean isFirst() {
    return high == 0;
  }

  boolean hasDc() {
    return first == 0;
  }

  private void requireSensible(boolean progressive, Refusal refusal) {
    int blocks = parts.stream().mapToInt(p -> p.component.horizontal * p.component.vertical).sum();
    if (parts.size() > 1 && blocks > 10) {
      throw refusal.corrupt("at most 10 blocks in an MCU", blocks);
    }
    boolean spectral = !progressive || (first == 0 ? last == 0 : parts.size() == 1);
    if (first > last || last > 63 || !spectral || low > 13 || (high != 0 && high - 1 != low)) {
      throw refusal.corrupt(
          "a scan of coefficients and bits that JPEG knows",
          first + " to " + last + ", bits " + high + " to " + low);
    }
  }

  private void requireTables(Refusal refusal) {
    for (Part part : parts) {
      boolean dcMissing = hasDc() && isFirst() && part.dc == null;
      boolean acMissing = last > 0 && part.ac == null;
      if (dcMissing || acMissing || part.component.quant == null) {
        throw refusal.corrupt("a scan whose tables are defined", "a missing one");
      }
    }
  }

  /** Notes what is known after this scan, which must build on what was known before. */
  private void advance(Refusal refusal) {
    int before = isFirst() ? -1 : high;
    for (Part part : parts) {
      for (int k = first; k <= last; k++) {
        if (part.component.unknownBits[k] != before) {
          throw refusal.corrupt("scans that refine each coefficient in order", "another order");
        }
        part.component.unknownBits[k] = low;
      }
      if (!hasDc() && part.component.unknownBits[0] < 0) {
        throw refusal.corrupt("a scan of coefficient 0 before the others", "none");
      }
    }
  }
}
