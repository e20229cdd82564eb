package io.pneumonia.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForeignFileTest {

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "version https://git-lfs.github.com/spec/v1 | a Git-LFS pointer",
        "<!DOCTYPE html><html> | a web page",
        "<svg> | an XML or HTML document",
        "import keras | Python source code",
        "{\"class_name\": \"Sequential\"} | configuration (JSON) without its weights",
        "{} | a JSON document",
        "dear reader | a text file",
        "'\u0001\u0002\u0003\u0004TFL3' | a TensorFlow Lite model",
        "'\u0001\u0002\u0003\u0004ORTM' | ONNX Runtime's own format",
        "'\u0008\u0000\u0000\u0000\u0000\u0000\u0000\u0000{\"a\"' | a safetensors file"
      })
  void saysWhatAFileIs(String start, String words) {
    assertThat(ForeignFile.describe(bytes(start)).orElseThrow()).contains(words);
  }

  @Test
  void saysNothingOfNothingAndOfUnknownBytes() {
    assertThat(ForeignFile.describe(bytes(""))).isEmpty();
    assertThat(ForeignFile.describe(bytes("\u0001\u0002\u0003"))).isEmpty();
  }

  @Test
  void leavesTheBytesAsTheyWere() {
    ByteBuffer head = bytes("dear reader");
    ForeignFile.describe(head);
    assertThat(head.position()).isZero();
  }
}
