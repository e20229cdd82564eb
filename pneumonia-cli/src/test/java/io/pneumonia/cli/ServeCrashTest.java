package io.pneumonia.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.pneumonia.persistence.Records;
import io.pneumonia.persistence.RecordsConfiguration;
import io.pneumonia.persistence.diagnoses.Diagnosis;
import io.pneumonia.persistence.request.Actor;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills a server (SIGKILL) under concurrent uploads at random moments, and starts it again on the
 * same data. Every upload that was answered 201 is there, picture and result, and nothing is left
 * over. {@code -Dpneumonia.kills=100} kills it that often; {@code -Dpneumonia.kills.url} names an
 * empty PostgreSQL database to use.
 */
class ServeCrashTest {

  private static final int CLIENTS = 4;
  private static final Pattern RESULT = Pattern.compile("\"result\":\\{\"id\":(\\d+)");

  @TempDir private Path folder;

  private final Random random = new Random(23);
  private final Map<Long, Acknowledged> acknowledged = new ConcurrentHashMap<>();
  private final List<byte[]> pictures = List.of(picture("normal"), picture("pneumonia"));
  private String token = "";

  /** What a client was told is recorded. */
  private record Acknowledged(String notes, String sha256) {}

  private static byte[] picture(String finding) {
    try {
      return Files.readAllBytes(ServeProcess.EXAMPLES.resolve("phantom-" + finding + ".png"));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void keepsEveryUploadThatWasAcknowledgedBeforeAKill() throws Exception {
    int kills = Integer.getInteger("pneumonia.kills", 8);
    for (int round = 0; round < kills; round++) {
      if (round % 4 == 3) {
        killAtStart();
      }
      uploadAndKill(round);
      assertNothingIsLostOrLeftOver();
    }
    assertThat(acknowledged).hasSizeGreaterThan(kills);
    System.out.printf("%d kills, %d uploads acknowledged, none lost%n", kills, acknowledged.size());
  }

  private String url() {
    return System.getProperty(
        "pneumonia.kills.url", "jdbc:sqlite:" + folder.resolve("data/records.db"));
  }

  private ServeProcess start() throws IOException {
    return ServeProcess.start(folder, "--log-level", "error", "--database-url", url());
  }

  private void killAtStart() throws Exception {
    try (ServeProcess server = start()) {
      TimeUnit.MILLISECONDS.sleep(random.nextInt(1500));
      server.process().toHandle().destroyForcibly();
      server.process().waitFor();
    }
  }

  private void uploadAndKill(int round) throws Exception {
    ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
    try (ServeProcess server = start()) {
      URI address = server.address();
      if (token.isEmpty()) {
        token = server.token(address, "uploader");
      }
      CountDownLatch enough = new CountDownLatch(1 + random.nextInt(40));
      for (int client = 0; client < CLIENTS; client++) {
        String name = round + "-" + client;
        clients.execute(() -> uploadUntilItDies(server, address, name, enough));
      }
      assertThat(enough.await(2, TimeUnit.MINUTES)).as(server.errors()).isTrue();
      TimeUnit.MICROSECONDS.sleep(random.nextInt(30_000));
      server.process().toHandle().destroyForcibly();
      server.process().waitFor();
    } finally {
      clients.shutdown();
    }
    assertThat(clients.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
  }

  private void uploadUntilItDies(
      ServeProcess server, URI address, String client, CountDownLatch enough) {
    try {
      for (int i = 0; true; i++) {
        byte[] picture = pictures.get(i % pictures.size());
        String notes = client + "-" + i;
        HttpResponse<String> answer = server.upload(address, token, picture, notes);
        Matcher result = RESULT.matcher(answer.body());
        if (answer.statusCode() != 201 || !result.find()) {
          throw new AssertionError(answer.statusCode() + " " + answer.body());
        }
        acknowledged.put(Long.valueOf(result.group(1)), new Acknowledged(notes, sha256(picture)));
        enough.countDown();
      }
    } catch (IOException e) {
      // It was killed; an upload that got no answer may be there or not.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Opening sweeps: without the hour of grace, as the night would. */
  private void assertNothingIsLostOrLeftOver() throws Exception {
    RecordsConfiguration configuration =
        RecordsConfiguration.in(folder.resolve("data"))
            .withDatabase(url(), null, null)
            .withOrphanGrace(Duration.ZERO);
    try (Records records = Records.open(configuration)) {
      for (Map.Entry<Long, Acknowledged> each : new TreeMap<>(acknowledged).entrySet()) {
        Diagnosis found = records.diagnoses().find(Actor.SYSTEM, each.getKey());
        assertThat(found.image().patient().notes()).isEqualTo(each.getValue().notes());
        assertThat(found.image().sha256()).isEqualTo(each.getValue().sha256());
      }
    }
    Map<String, String> digests = digestsByPath();
    assertThat(files(configuration.mediaFolder())).isEqualTo(digests.keySet());
    for (Map.Entry<String, String> image : digests.entrySet()) {
      Path file = configuration.mediaFolder().resolve(image.getKey());
      assertThat(sha256(Files.readAllBytes(file))).as(image.getKey()).isEqualTo(image.getValue());
    }
    assertThat(count("media_journal")).isZero();
    assertThat(count("results r JOIN images i ON i.id = r.image_id")).isEqualTo(digests.size());
    assertThat(count("results")).isEqualTo(digests.size());
    assertThat(count("audit_trail WHERE action = 'UPLOAD'")).isEqualTo(digests.size());
  }

  private static Set<String> files(Path media) throws IOException {
    try (Stream<Path> files = Files.walk(media)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> media.relativize(file).toString().replace('\\', '/'))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  private Map<String, String> digestsByPath() throws SQLException {
    Map<String, String> digests = new TreeMap<>();
    try (Connection connection = DriverManager.getConnection(url());
        ResultSet row =
            connection.createStatement().executeQuery("SELECT media_path, sha256 FROM images")) {
      while (row.next()) {
        digests.put(row.getString(1), row.getString(2));
      }
    }
    return digests;
  }

  private int count(String from) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url());
        ResultSet row = connection.createStatement().executeQuery("SELECT count(*) FROM " + from)) {
      row.next();
      return row.getInt(1);
    }
  }
}
