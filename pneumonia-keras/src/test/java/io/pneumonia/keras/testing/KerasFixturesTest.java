package io.pneumonia.keras.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KerasFixturesTest {

  @Test
  void everyModelHasFilesAndABatchOfTwo(@TempDir Path folder) throws IOException {
    assertThat(KerasFixtures.models()).isNotEmpty();
    for (KerasFixture fixture : KerasFixtures.models()) {
      assertThat(fixture.files()).as(fixture.name()).isNotEmpty();
      assertThat(fixture.inputShape().isCompatibleWith(fixture.input().shape()))
          .as(fixture.name())
          .isTrue();
      assertThat(fixture.outputShape().isCompatibleWith(fixture.output().shape()))
          .as(fixture.name())
          .isTrue();
      assertThat(fixture.output().shape().size(0)).isEqualTo(2);
      for (String file : fixture.files()) {
        assertThat(Files.size(KerasFixtures.copy(file, folder))).as(file).isBetween(1L, 200_000L);
      }
    }
  }

  @Test
  void everyRefusalHasAFile(@TempDir Path folder) {
    for (KerasRefusal refusal : KerasFixtures.refusals()) {
      assertThat(KerasFixtures.copy(refusal.file(), folder)).isRegularFile();
    }
  }
}
