package io.pneumonia.media.s3;

import io.pneumonia.persistence.media.MediaAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** S3Proxy in a process of its own, which keeps its buckets as folders. */
final class S3Server {

  static final String BUCKET = "pictures";

  private static final String IDENTITY = "an-access-key";
  private static final String CREDENTIAL = "its-secret-of-some-length";
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Path folder;
  private final int port;
  private @Nullable Process process;

  S3Server(Path folder) throws IOException {
    this.folder = Files.createDirectories(folder.resolve("buckets"));
    Files.createDirectory(this.folder.resolve(BUCKET));
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    start();
  }

  void start() throws IOException {
    Path configuration = folder.resolveSibling("s3proxy.conf");
    Files.write(
        configuration,
        List.of(
            "s3proxy.endpoint=" + endpoint(),
            "s3proxy.authorization=aws-v4",
            "s3proxy.identity=" + IDENTITY,
            "s3proxy.credential=" + CREDENTIAL,
            "jclouds.provider=filesystem-nio2",
            "jclouds.filesystem.basedir=" + folder));
    process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xmx128m",
                "-cp",
                System.getProperty("java.class.path"),
                "org.gaul.s3proxy.Main",
                "--properties",
                configuration.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolveSibling("s3proxy.log").toFile())
            .start();
    await(process);
  }

  private void await(Process started) throws IOException {
    Instant end = Instant.now().plus(PATIENCE);
    while (started.isAlive() && Instant.now().isBefore(end)) {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
        return;
      } catch (IOException e) {
        sleep();
      }
    }
    throw new IOException(
        "no S3 server: " + Files.readString(folder.resolveSibling("s3proxy.log")));
  }

  private static void sleep() {
    try {
      Thread.sleep(100);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** A place in the bucket. */
  MediaAddress address(String prefix) {
    return address(BUCKET + "/" + prefix, IDENTITY, CREDENTIAL, null);
  }

  MediaAddress address(String place, String accessKey, String secret, @Nullable String encryption) {
    return new MediaAddress(
        URI.create("s3://" + place), endpoint(), null, true, encryption, null, accessKey, secret);
  }

  MediaAddress ofBucket(String bucket) {
    return address(bucket, IDENTITY, CREDENTIAL, null);
  }

  MediaAddress withSecret(String secret) {
    return address(BUCKET, IDENTITY, secret, null);
  }

  MediaAddress encrypting(String encryption) {
    return address(BUCKET + "/sse", IDENTITY, CREDENTIAL, encryption);
  }

  /** What lies in the bucket, behind the back of the product. */
  Path files() {
    return folder.resolve(BUCKET);
  }

  /** The objects with a prefix. The server keeps no folder that is empty. */
  List<Path> files(String prefix) throws IOException {
    Path below = files().resolve(prefix);
    if (!Files.exists(below)) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(below)) {
      return all.filter(Files::isRegularFile).toList();
    }
  }

  void stop() throws InterruptedException {
    if (process != null) {
      process.destroyForcibly().waitFor();
    }
  }
}
