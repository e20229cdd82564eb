package io.pneumonia.image;

import io.pneumonia.error.ImageRejected;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The entropy-coded bits of a JPEG scan.
 *
 * <p>A scan is first copied without its stuffed zero bytes and split at its restart markers. After
 * that a bit position is all the state there is: the 57 bits from any position on are one unaligned
 * load and a shift away, which is more than a code and its extra bits together ever have. Reading
 * past the end of an interval gives whatever lies there; {@link #requireWithin} notices.
 */
final class EntropyBits implements AutoCloseable {

  /** How many bits of a window count. */
  static final int WINDOW_BITS = 57;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  // More than a block can consume, so that a check after each block is enough.
  private static final int PADDING = 512;

  private final byte[] file;
  private final ByteBuffers buffers;
  private final Refusal refusal;
  private byte[] data = new byte[0];
  private long position;
  private long end;
  // Ends of the restart intervals in bytes of data, and the numbers of the markers between them.
  private int[] intervalEnds = new int[1];
  private int[] markers = new int[1];
  private int intervals;
  private int interval;

  EntropyBits(byte[] file, ByteBuffers buffers, Refusal refusal) {
    this.file = file;
    this.buffers = buffers;
    this.refusal = refusal;
  }

  /**
   * Takes up the scan whose data starts at a position of the file.
   *
   * @param from behind the scan's header
   * @return where the marker that ends the scan lies
   */
  int startScan(int from) {
    if (data.length == 0) {
      data = buffers.borrow(file.length - from + PADDING);
    }
    intervals = 0;
    int length = 0;
    int at = from;
    while (true) {
      int prefix = indexOfMarkerPrefix(at);
      System.arraycopy(file, at, data, length, prefix - at);
      length += prefix - at;
      int code = indexOfMarkerCode(prefix);
      int marker = file[code] & 0xFF;
      if (marker == 0) {
        data[length++] = (byte) 0xFF;
      } else {
        endInterval(length, marker);
        if ((marker & 0xF8) != JpegMarkers.RST0) {
          rewind(length);
          return code - 1;
        }
      }
      at = code + 1;
    }
  }

  /** Another reader of the same scan, for as long as this one is open; not to be closed. */
  EntropyBits fork(long from) {
    EntropyBits other = new EntropyBits(file, buffers, refusal);
    other.data = data;
    other.intervalEnds = intervalEnds;
    other.markers = markers;
    other.intervals = intervals;
    other.position = from;
    other.end = end;
    return other;
  }

  /** Whether the scan has no restart markers. */
  boolean undivided() {
    return intervals == 1;
  }

  /** Whether there are so many intervals at least, and the markers between them in order. */
  boolean hasIntervals(int count) {
    for (int i = 0; i < count - 1 && i < intervals; i++) {
      if (markers[i] != (JpegMarkers.RST0 | (i & 7))) {
        return false;
      }
    }
    return intervals >= count;
  }

  /** Goes to the beginning of an interval. */
  void moveToInterval(int index) {
    interval = index;
    position = index == 0 ? 0 : intervalEnds[index - 1] * 8L;
    end = intervalEnds[index] * 8L;
  }

  /** How many bits the interval still has. */
  long remaining() {
    return end - position;
  }

  /** Whether no more bits were consumed than the interval has. */
  boolean within() {
    return position <= end;
  }

  /** Gives the copy's memory back; nothing can be read any more. */
  @Override
  public void close() {
    byte[] unused = data;
    data = new byte[0];
    buffers.giveBack(unused);
  }

  private void rewind(int length) {
    Arrays.fill(data, length, length + PADDING, (byte) 0);
    moveToInterval(0);
  }

  /** Any number of 0xFF may stand before the code. */
  private int indexOfMarkerCode(int prefix) {
    int at = prefix;
    while (at < file.length && file[at] == (byte) 0xFF) {
      at++;
    }
    if (at == file.length) {
      throw refusal.truncated("a JPEG up to its end marker", "the end of the file before it");
    }
    return at;
  }

  private int indexOfMarkerPrefix(int from) {
    int at = from;
    while (at < file.length && file[at] != (byte) 0xFF) {
      at++;
    }
    return at;
  }

  private void endInterval(int length, int marker) {
    if (intervals == intervalEnds.length) {
      intervalEnds = Arrays.copyOf(intervalEnds, intervals * 2);
      markers = Arrays.copyOf(markers, intervals * 2);
    }
    intervalEnds[intervals] = length;
    markers[intervals++] = marker;
  }

  /** Steps over the restart marker that must come next. */
  void restart() {
    int expected = JpegMarkers.RST0 | (interval & 7);
    if (markers[interval] != expected) {
      throw refusal.corrupt(
          "restart marker " + (interval & 7) + " in the image data",
          String.format("marker %02x", markers[interval]));
    }
    moveToInterval(interval + 1);
  }

  /** The next bits, the first one in the highest bit; {@link #WINDOW_BITS} of them count. */
  long window() {
    return (long) LONG.get(data, (int) (position >>> 3)) << (position & 7);
  }

  /** The bits at a position of {@link #data()}, as {@link #window()}. */
  static long window(byte[] data, long position) {
    return (long) LONG.get(data, (int) (position >>> 3)) << (position & 7);
  }

  byte[] data() {
    return data;
  }

  long position() {
    return position;
  }

  void moveTo(long newPosition) {
    position = newPosition;
  }

  int bit() {
    int bit = (int) (window() >>> 63);
    position++;
    return bit;
  }

  /** The next 0 to 16 bits as an unsigned number. */
  int bits(int count) {
    int value = (int) (window() >>> 1 >>> (63 - count));
    position += count;
    return value;
  }

  /** The symbol that the next bits code. */
  int symbol(HuffmanTable table) {
    int entry = table.lookUp(window());
    if (entry == HuffmanTable.NO_CODE) {
      throw badCode();
    }
    position += entry >>> 8;
    return entry & 0xFF;
  }

  /**
   * The signed number of a magnitude category (ITU T.81, F.2.2.1): the upper half of its values is
   * positive, the lower half stands for the negative ones.
   *
   * @param window the bits, first one highest
   * @param size the category, 1 to 16
   * @return the number
   */
  static int signed(long window, int size) {
    int magnitude = (int) (window >>> (64 - size));
    int ifNegative = (int) (~window >> 63);
    return magnitude + (((-1 << size) + 1) & ifNegative);
  }

  /** Refuses the picture if more bits were consumed than the interval has. */
  void requireWithin() {
    if (!within()) {
      boolean last = interval == intervals - 1;
      if (last && markers[interval] == JpegMarkers.EOI) {
        throw refusal.truncated("image data for every block", "the end marker before the last one");
      }
      throw refusal.corrupt(
          "image data for every block", String.format("marker %02x too early", markers[interval]));
    }
  }

  ImageRejected badCode() {
    return refusal.corrupt("image data of known Huffman codes", "another code");
  }
}
