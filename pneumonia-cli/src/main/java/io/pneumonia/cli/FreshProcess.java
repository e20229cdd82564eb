package io.pneumonia.cli;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Runs the command line again, in a process of its own with the same JVM, options and jars. */
final class FreshProcess {

  /** What it printed, and how long it took from start to end. */
  record Result(int status, String output, long nanos) {}

  private FreshProcess() {}

  /** Runs to its end; its error stream is this process' own. */
  static Result run(List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.addAll(jvmArguments());
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(PneumoniaCommand.class.getName());
    command.addAll(arguments);
    long start = System.nanoTime();
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try {
      process.getOutputStream().close();
      byte[] output = process.getInputStream().readAllBytes();
      int status = process.waitFor();
      return new Result(
          status, new String(output, StandardCharsets.UTF_8), System.nanoTime() - start);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while a process ran", e);
    } finally {
      process.destroy();
    }
  }

  /** Without agents, which would count as the product's own cost. */
  static List<String> jvmArguments() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> !argument.startsWith("-javaagent"))
        .toList();
  }
}
