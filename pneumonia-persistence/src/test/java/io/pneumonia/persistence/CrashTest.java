package io.pneumonia.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import io.pneumonia.error.RequestRejected;
import io.pneumonia.persistence.database.DatabaseAddress;
import io.pneumonia.persistence.diagnoses.Diagnosis;
import io.pneumonia.persistence.diagnoses.StoredPicture;
import io.pneumonia.persistence.request.Actor;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Kills a process that records and deletes (SIGKILL) at random moments. Everything it was told is
 * true afterwards, and nothing is left over.
 */
class CrashTest {

  private final Random random = new Random(11);
  private final Map<Long, String> recorded = new TreeMap<>();
  private final Set<Long> deleting = new TreeSet<>();
  private final Set<Long> deleted = new TreeSet<>();

  @ParameterizedTest
  @CsvSource({"SQLITE, 5", "POSTGRESQL, 2"})
  void keepsEveryPromiseThatWasMadeBeforeACrash(TestDatabase kind, int rounds, @TempDir Path folder)
      throws Exception {
    DatabaseAddress address = kind.fresh(folder);
    for (int round = 0; round < rounds; round++) {
      runAndKill(address, folder, round);
      assertPromisesKept(address, folder);
    }
    assertThat(deleted).isNotEmpty();
  }

  private void runAndKill(DatabaseAddress address, Path folder, int round) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                UploadLoop.class.getName(),
                address.url(),
                folder.toString(),
                Integer.toString(round))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    int lines = 10 + random.nextInt(80);
    try (BufferedReader said = process.inputReader(StandardCharsets.US_ASCII)) {
      for (int i = 0; i < lines; i++) {
        note(Objects.requireNonNull(said.readLine(), "the process ended by itself"));
      }
      TimeUnit.MICROSECONDS.sleep(random.nextInt(20_000));
      process.toHandle().destroyForcibly(); // Unlike the process's own, leaves its output open.
      noteTheRest(said);
    }
    assertThat(process.waitFor()).as("killed").isNotZero();
  }

  /** The last line may have been cut off by the kill: it counts only if it is whole. */
  private void noteTheRest(BufferedReader said) throws IOException {
    StringBuilder rest = new StringBuilder();
    for (int c = said.read(); c >= 0; c = said.read()) {
      rest.append((char) c);
    }
    int end = rest.lastIndexOf("\n");
    rest.substring(0, Math.max(end, 0)).lines().forEach(this::note);
  }

  private void note(String line) {
    String[] words = line.split(" ", -1);
    long id = Long.parseLong(words[1]);
    switch (words[0]) {
      case "recorded" -> recorded.put(id, words[2]);
      case "deleting" -> deleting.add(id);
      case "deleted" -> deleted.add(id);
      default -> throw new AssertionError(line);
    }
  }

  private void assertPromisesKept(DatabaseAddress address, Path folder) throws Exception {
    RecordsConfiguration configuration = UploadLoop.configuration(address.url(), folder);
    try (Records records = Records.open(configuration)) {
      for (Map.Entry<Long, String> entry : recorded.entrySet()) {
        if (!deleting.contains(entry.getKey())) {
          Diagnosis found = records.diagnoses().find(Actor.SYSTEM, entry.getKey());
          assertThat(found.image().sha256()).isEqualTo(entry.getValue());
          assertThat(digest(records, found)).isEqualTo(entry.getValue());
        }
      }
      assertThat(deleted).noneMatch(id -> isFound(records, id));
    }
    assertNothingIsLeftOver(address, configuration.mediaFolder());
  }

  private static boolean isFound(Records records, long id) {
    try {
      records.diagnoses().find(Actor.SYSTEM, id);
      return true;
    } catch (RequestRejected e) {
      return false;
    }
  }

  private static String digest(Records records, Diagnosis found) throws Exception {
    StoredPicture picture = records.diagnoses().open(Actor.SYSTEM, found.image().media().value());
    MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
    try (InputStream in = new DigestInputStream(picture.content(), sha256)) {
      in.readAllBytes();
    }
    return HexFormat.of().formatHex(sha256.digest());
  }

  private static void assertNothingIsLeftOver(DatabaseAddress address, Path media) {
    Set<String> files = MediaFiles.in(media);
    String images = TestDatabase.text(address, "SELECT count(*) FROM images");
    assertThat(files).hasSize(Integer.parseInt(images));
    for (String file : files) {
      String sql = "SELECT count(*) FROM images WHERE media_path = '" + file + "'";
      assertThat(TestDatabase.text(address, sql)).as(file).isEqualTo("1");
    }
    assertThat(TestDatabase.text(address, "SELECT count(*) FROM results")).isEqualTo(images);
    assertThat(TestDatabase.text(address, "SELECT count(*) FROM media_journal")).isEqualTo("0");
  }
}
