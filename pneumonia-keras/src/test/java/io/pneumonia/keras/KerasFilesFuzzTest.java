package io.pneumonia.keras;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.pneumonia.error.ModelRejected;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Any bytes are read or refused. Runs over its seeds, and hunts where JAZZER_FUZZ is set. */
class KerasFilesFuzzTest {

  @FuzzTest
  void readsOrRefusesAnyBytes(byte[] bytes) throws IOException {
    Path file = Files.createTempFile("fuzz", ".h5");
    try {
      Files.write(file, bytes);
      KerasFiles.read(file, Optional.empty());
    } catch (ModelRejected e) {
      // a refusal is an answer
    } finally {
      Files.delete(file);
    }
  }
}
