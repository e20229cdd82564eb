package io.pneumonia.keras;

import static org.assertj.core.api.Assertions.assertThat;

import io.pneumonia.error.ModelRejected;
import io.pneumonia.keras.testing.KerasFixture;
import io.pneumonia.keras.testing.KerasFixtures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the bytes are, a file is read or refused: nothing else leaves the importer. */
class DamagedFilesTest {

  private static final int MUTANTS = Integer.getInteger("pneumonia.mutants", 40);
  private static final int SEED = 20_240_229;

  @TempDir Path folder;

  static Stream<String> files() {
    return KerasFixtures.models().stream()
        .map(KerasFixture::files)
        .flatMap(List::stream)
        .filter(file -> file.hashCode() % 3 == 0);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("files")
  void readsOrRefusesFilesWithOtherBytes(String name) throws IOException {
    byte[] whole = Files.readAllBytes(KerasFixtures.copy(name, folder));
    Random random = new Random(SEED + name.hashCode());
    for (int mutant = 0; mutant < MUTANTS; mutant++) {
      byte[] bytes = whole.clone();
      int changes = 1 + random.nextInt(8);
      for (int change = 0; change < changes; change++) {
        bytes[position(random, bytes.length)] = value(random);
      }
      readOrRefuse(name, bytes);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("files")
  void refusesTruncatedFiles(String name) throws IOException {
    byte[] whole = Files.readAllBytes(KerasFixtures.copy(name, folder));
    for (int tenth = 1; tenth < 10; tenth++) {
      byte[] bytes = Arrays.copyOf(whole, whole.length * tenth / 10);
      assertThat(readOrRefuse(name, bytes)).as("%s, %d tenths", name, tenth).isFalse();
    }
  }

  /** Headers and structure lie at the start more often than not. */
  private static int position(Random random, int length) {
    return random.nextBoolean() ? random.nextInt(Math.min(length, 2048)) : random.nextInt(length);
  }

  private static byte value(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> 0;
      case 1 -> (byte) 0xff;
      case 2 -> 1;
      default -> (byte) random.nextInt(256);
    };
  }

  private boolean readOrRefuse(String name, byte[] bytes) throws IOException {
    Path file = Files.write(folder.resolve(name), bytes);
    try {
      KerasFiles.read(file, Optional.empty());
      return true;
    } catch (ModelRejected e) {
      assertThat(e.getMessage()).startsWith(name + ": ");
      return false;
    }
  }
}
