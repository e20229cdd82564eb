package io.pneumonia.web.load;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Puts a running server under load: so many clients, each with an account of its own, send
 * full-size pictures one after the other and wait for each answer. Needs nothing but the JDK and
 * little of the processors, which it shares with the server:
 *
 * <pre>
 * javac -d /tmp/load pneumonia-web-servlet/src/test/java/io/pneumonia/web/load/*.java
 * java -cp /tmp/load io.pneumonia.web.load.UploadLoad \
 *     http://127.0.0.1:8000/ ../shared/data/originals CLIENTS SECONDS [PID-OF-THE-SERVER]
 * </pre>
 *
 * <p>The first ten seconds do not count. With the server's process id, its memory, threads and open
 * files are told too, and its heap after a collection: once before what counts, once after.
 */
public final class UploadLoad {

  private static final Duration WARM_UP = Duration.ofSeconds(10);
  private static final int SAMPLES = 10;

  private final List<UploadClient> clients = new ArrayList<>();

  /**
   * Clients that are about to begin.
   *
   * @param server where the server listens
   * @param pictures what they send, each beginning at another one
   * @param count how many
   */
  public UploadLoad(URI server, List<Path> pictures, int count) throws IOException {
    List<byte[]> bodies = new ArrayList<>();
    for (Path picture : pictures) {
      bodies.add(UploadClient.body(picture));
    }
    for (int i = 0; i < count; i++) {
      clients.add(new UploadClient(server, bodies, i));
    }
  }

  /** Registers the clients and lets them begin. */
  public void start() throws IOException {
    for (UploadClient client : clients) {
      client.register();
    }
    clients.forEach(UploadClient::start);
  }

  /** Lets them end what they have begun. */
  public void stop() throws InterruptedException {
    clients.forEach(UploadClient::finish);
    for (UploadClient client : clients) {
      client.join();
    }
  }

  /** What they were answered from a moment on until another, in {@link System#nanoTime()}. */
  public Answers answers(long from, long until) {
    List<Long> created = new ArrayList<>();
    Map<String, Integer> others = new TreeMap<>();
    for (UploadClient client : clients) {
      for (UploadClient.Answer answer : client.answers()) {
        if (answer.end() < from || answer.end() >= until) {
          continue;
        }
        if (answer.outcome().equals("201")) {
          created.add(answer.nanos());
        } else {
          others.merge(answer.outcome(), 1, Integer::sum);
        }
      }
    }
    Collections.sort(created);
    return new Answers(created, others, Duration.ofNanos(until - from));
  }

  /**
   * Answers within a time.
   *
   * @param created how long each upload took that was recorded, in nanoseconds, sorted
   * @param others how many got another status, or none
   * @param time the time
   */
  public record Answers(List<Long> created, Map<String, Integer> others, Duration time) {

    double perSecond() {
      return created.size() / (time.toNanos() / 1e9);
    }

    /** In milliseconds; of the nearest rank. */
    double percentile(double percent) {
      int rank = (int) Math.ceil(percent / 100 * created.size());
      return created.isEmpty() ? Double.NaN : created.get(Math.max(rank - 1, 0)) / 1e6;
    }

    @Override
    public String toString() {
      return "%.1f uploads/s, p50 %.0f ms, p99 %.0f ms, most %.0f ms, %d recorded, others %s"
          .formatted(
              perSecond(), percentile(50), percentile(99), percentile(100), created.size(), others);
    }
  }

  /** Runs the load and prints what came of it. */
  public static void main(String[] arguments) throws Exception {
    if (arguments.length < 4) {
      System.err.println("expected: URL FOLDER CLIENTS SECONDS [PID]");
      System.exit(2);
    }
    URI server = URI.create(arguments[0]);
    int seconds = Integer.parseInt(arguments[3]);
    UploadLoad load =
        new UploadLoad(server, pictures(Path.of(arguments[1])), Integer.parseInt(arguments[2]));
    ServerProcess process =
        arguments.length > 4 ? new ServerProcess(Long.parseLong(arguments[4])) : null;
    load.start();
    Thread.sleep(WARM_UP.toMillis());
    print("after the warm-up", process, true);
    long start = System.nanoTime();
    Duration ours = ServerProcess.processorTime(ProcessHandle.current().pid());
    Duration servers = process == null ? Duration.ZERO : process.processorTime();
    long part = Duration.ofSeconds(seconds).toNanos() / SAMPLES;
    for (int i = 0; i < SAMPLES; i++) {
      Thread.sleep(Math.max(0, (start + (i + 1) * part - System.nanoTime()) / 1_000_000));
      System.out.println(load.answers(start + i * part, start + (i + 1) * part));
      print("", process, false);
    }
    Answers all = load.answers(start, start + SAMPLES * part);
    System.out.printf(
        "processor time: %.1f s, the server's: %.1f s%n",
        ServerProcess.processorTime(ProcessHandle.current().pid()).minus(ours).toMillis() / 1e3,
        process == null ? Double.NaN : process.processorTime().minus(servers).toMillis() / 1e3);
    print("at the end", process, true);
    load.stop();
    print("without load", process, true);
    System.out.println("all: " + all);
  }

  private static void print(String when, ServerProcess process, boolean collect)
      throws IOException, InterruptedException {
    if (process != null) {
      System.out.println(
          "  server " + when + ": " + process + (collect ? ", " + process.collected() : ""));
    }
  }

  private static List<Path> pictures(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().matches(".*\\.(jpe?g|png)")).sorted().toList();
    }
  }
}
