package io.pneumonia.evaluation.speed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where figures were measured: without it they say nothing.
 *
 * @param processor its name
 * @param processors how many this process may use
 * @param system name, version and architecture
 * @param jvm vendor and version
 * @param jvmArguments what the JVM was started with
 */
public record Machine(
    String processor, int processors, String system, String jvm, List<String> jvmArguments) {

  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");
  private static final Path STATUS = Path.of("/proc/self/status");

  /** Copies the list. */
  public Machine {
    jvmArguments = List.copyOf(jvmArguments);
  }

  /**
   * This one.
   *
   * @param jvmArguments what to say of the JVM's arguments
   * @return what the system tells
   */
  public static Machine current(List<String> jvmArguments) {
    return new Machine(
        field(CPU_INFO, "model name").orElse("unknown processor"),
        Runtime.getRuntime().availableProcessors(),
        "%s %s %s".formatted(property("os.name"), property("os.version"), property("os.arch")),
        "%s %s".formatted(property("java.vm.name"), property("java.runtime.version")),
        jvmArguments);
  }

  /**
   * The most memory that this process has had.
   *
   * @return bytes, or empty where the system does not say
   */
  public static Optional<Long> peakResidentBytes() {
    return field(STATUS, "VmHWM")
        .map(text -> Long.parseLong(text.substring(0, text.indexOf(' '))) << 10);
  }

  private static Optional<String> field(Path file, String name) {
    if (!Files.isReadable(file)) {
      return Optional.empty();
    }
    try (Stream<String> lines = Files.lines(file)) {
      return lines
          .filter(line -> line.startsWith(name))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static String property(String name) {
    return String.valueOf(System.getProperty(name));
  }
}
