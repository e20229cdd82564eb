package io.pneumonia.keras.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** The memory that this process holds, native memory included, as Linux counts it. */
final class ResidentMemory {

  private static final Path STATUS = Path.of("/proc/self/status");

  private ResidentMemory() {}

  /** Skips the calling test where the system does not tell. */
  static long bytes() throws IOException {
    Assumptions.assumeTrue(Files.isReadable(STATUS), "no " + STATUS + " on this system");
    for (String line : Files.readAllLines(STATUS)) {
      if (line.startsWith("VmRSS:")) {
        return Long.parseLong(line.replaceAll("\\D", "")) << 10;
      }
    }
    throw new IOException(STATUS + " has no line VmRSS");
  }
}
