package io.pneumonia.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.ImageRejected;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EncodedImageTest {

  private static final DecodeLimits FIVE_BYTES = new DecodeLimits(5, 1);

  @TempDir Path folder;

  @Test
  void copiesInAndOut() {
    byte[] source = {1, 2, 3};
    EncodedImage image = EncodedImage.of("a", source);
    source[0] = 9;
    image.toArray()[1] = 9;
    assertThat(image.toArray()).containsExactly(1, 2, 3);
    assertThat(image.size()).isEqualTo(3);
  }

  @Test
  void handsOutItsBytesReadOnly() {
    ByteBuffer buffer = EncodedImage.of("a", new byte[] {1, 2, 3}).toReadOnlyBuffer();
    assertThat(buffer.isReadOnly()).isTrue();
    assertThat(buffer).isEqualTo(ByteBuffer.wrap(new byte[] {1, 2, 3}));
  }

  @Test
  void readsAFile() throws IOException {
    Path file = Files.write(folder.resolve("a.png"), new byte[] {1, 2});
    EncodedImage image = EncodedImage.read(file);
    assertThat(image.toArray()).containsExactly(1, 2);
    assertThat(image.name()).isEqualTo(file.toString());
  }

  @Test
  void refusesAFileThatIsNotThere() {
    Path file = folder.resolve("missing.png");
    assertThatExceptionOfType(ImageRejected.class)
        .isThrownBy(() -> EncodedImage.read(file))
        .withMessage(file + ": expected an image file, found none")
        .returns(ErrorCode.IMAGE_UNREADABLE, ImageRejected::code);
  }

  @Test
  void refusesAFolder() {
    assertThatExceptionOfType(ImageRejected.class)
        .isThrownBy(() -> EncodedImage.read(folder))
        .withMessage(folder + ": expected an image file, found one that cannot be read")
        .returns(ErrorCode.IMAGE_UNREADABLE, ImageRejected::code);
  }

  @Test
  void readsAsManyBytesAsAllowed() {
    InputStream in = new ByteArrayInputStream(new byte[5]);
    assertThat(EncodedImage.read("a", in, FIVE_BYTES).size()).isEqualTo(5);
  }

  @Test
  void refusesMoreBytesWithoutReadingThemAll() throws IOException {
    InputStream in = new ByteArrayInputStream(new byte[1000]);
    assertThatExceptionOfType(ImageRejected.class)
        .isThrownBy(() -> EncodedImage.read("a", in, FIVE_BYTES))
        .withMessage("a: expected at most 5 bytes, found more")
        .returns(ErrorCode.IMAGE_TOO_LARGE, ImageRejected::code);
    assertThat(in.available()).isEqualTo(994);
  }

  @Test
  void refusesAStreamThatFails() {
    InputStream failing =
        new ByteArrayInputStream(new byte[1]) {
          @Override
          public byte[] readNBytes(int length) throws IOException {
            throw new IOException("disk on fire");
          }
        };
    assertThatExceptionOfType(ImageRejected.class)
        .isThrownBy(() -> EncodedImage.read("a", failing, FIVE_BYTES))
        .withMessage("a: expected an image file, found one that cannot be read")
        .withCauseInstanceOf(IOException.class);
  }

  @Test
  void aNameCannotForgeLinesInALog() {
    assertThat(EncodedImage.of("a\r\nERROR b\u0085ü", new byte[0]).name())
        .isEqualTo("a??ERROR b?ü");
  }

  @Test
  void knowsItsDigestAndFormat() {
    EncodedImage empty = EncodedImage.of("a", new byte[0]);
    assertThat(empty.sha256())
        .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    assertThat(empty.format()).isEmpty();
    assertThat(EncodedImage.of("a.txt", Fixtures.bytes("png-rgb8.png")).format())
        .contains(ImageFormat.PNG);
  }

  @Test
  void describesItself() {
    assertThat(EncodedImage.of("a.png", new byte[7])).hasToString("a.png (7 bytes)");
  }
}
