package io.pneumonia.web.load;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What Linux and the JVM say of the server's process. */
final class ServerProcess {

  private static final Pattern HEAP = Pattern.compile("total (\\d+)K, used (\\d+)K");

  private final long pid;

  ServerProcess(long pid) {
    this.pid = pid;
  }

  static Duration processorTime(long pid) {
    return ProcessHandle.of(pid)
        .flatMap(process -> process.info().totalCpuDuration())
        .orElse(Duration.ZERO);
  }

  Duration processorTime() {
    return processorTime(pid);
  }

  private long status(String field) throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/status"))) {
      if (line.startsWith(field + ":")) {
        return Long.parseLong(line.replaceAll("\\D", ""));
      }
    }
    throw new IOException("process " + pid + ": expected " + field + ", found none");
  }

  private long openFiles() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("/proc/" + pid + "/fd"))) {
      return files.count();
    }
  }

  /** Collects its garbage and tells what is left in the heap. */
  String collected() throws IOException, InterruptedException {
    jcmd("GC.run");
    Matcher spaces = HEAP.matcher(jcmd("GC.heap_info"));
    long total = 0;
    long used = 0;
    while (spaces.find()) {
      total += Long.parseLong(spaces.group(1));
      used += Long.parseLong(spaces.group(2));
    }
    return "heap after a collection %.1f of %.1f MB".formatted(used / 1e3, total / 1e3);
  }

  private String jcmd(String command) throws IOException, InterruptedException {
    String program = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    Process process =
        new ProcessBuilder(program, Long.toString(pid), command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return said;
  }

  @Override
  public String toString() {
    try {
      return "RSS %.0f MB (most %.0f MB), %d threads, %d files"
          .formatted(
              status("VmRSS") * 1.024e-3,
              status("VmHWM") * 1.024e-3,
              status("Threads"),
              openFiles());
    } catch (IOException e) {
      return e.toString();
    }
  }
}
