package io.pneumonia.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pneumonia.tensor.FloatTensor;
import io.pneumonia.tensor.TensorShape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpyFileTest {

  @TempDir Path folder;

  /** Written by numpy 2.4.6: np.save(f, np.array([[1, -2.5, 3]])), which is float64. */
  private static final String FLOAT64 =
      "k05VTVBZAQB2AHsnZGVzY3InOiAnPGY4JywgJ2ZvcnRyYW5fb3JkZXInOiBGYWxzZSwgJ3NoYXBlJzogKDEsIDMpLCB9ICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAoAAAAAAADwPwAAAAAAAATAAAAAAAAACEA=";

  /** Written by numpy 2.4.6: np.save(f, np.array([1, 2], np.float32)). */
  private static final String FLOAT32 =
      "k05VTVBZAQB2AHsnZGVzY3InOiAnPGY0JywgJ2ZvcnRyYW5fb3JkZXInOiBGYWxzZSwgJ3NoYXBlJzogKDIsKSwgfSAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAoAAIA/AAAAQA==";

  private Path file(String base64) throws IOException {
    return Files.write(folder.resolve("x.npy"), Base64.getDecoder().decode(base64));
  }

  @Test
  void readsWhatNumpyWrites() throws IOException {
    assertThat(NpyFile.read(file(FLOAT64)))
        .isEqualTo(FloatTensor.of(TensorShape.of(1, 3), 1f, -2.5f, 3f));
    assertThat(NpyFile.read(file(FLOAT32))).isEqualTo(FloatTensor.of(TensorShape.of(2), 1f, 2f));
  }

  @Test
  void writesWhatNumpyWrites() throws IOException {
    Path target = folder.resolve("y.npy");
    NpyFile.write(FloatTensor.of(TensorShape.of(2), 1f, 2f), target);
    assertThat(Files.readAllBytes(target)).isEqualTo(Base64.getDecoder().decode(FLOAT32));
  }

  @Test
  void refusesOtherBytesTruncationAndOtherTypes() throws IOException {
    Path other = Files.writeString(folder.resolve("t.npy"), "text");
    assertThatThrownBy(() -> NpyFile.read(other)).hasMessageContaining("expected a NumPy");
    byte[] bytes = Base64.getDecoder().decode(FLOAT32);
    Path cut = Files.write(folder.resolve("c.npy"), java.util.Arrays.copyOf(bytes, 130));
    assertThatThrownBy(() -> NpyFile.read(cut)).hasMessageContaining("expected 8 bytes");
    bytes[22] = 'i';
    Path integers = Files.write(folder.resolve("i.npy"), bytes);
    assertThatThrownBy(() -> NpyFile.read(integers)).hasMessageContaining("expected <f4 or <f8");
    assertThatThrownBy(() -> NpyFile.read(folder.resolve("none.npy")))
        .hasMessageContaining("no such file");
  }
}
