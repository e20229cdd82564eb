package io.pneumonia.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.pneumonia.decision.Finding;
import io.pneumonia.error.DataRejected;
import io.pneumonia.error.ErrorCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelledPicturesTest {

  @TempDir Path folder;

  private Path touch(String name) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, "");
  }

  private Path table(String text) throws IOException {
    return Files.writeString(folder.resolve("t.csv"), text);
  }

  private static DataRejected refusal(Path data) {
    return catchThrowableOfType(DataRejected.class, () -> LabelledPictures.read(data));
  }

  @Test
  void foldersAreLabelsAtAnyDepthAndInAnyCase() throws IOException {
    Path sick = touch("data/Pneumonia/b/c/2.JPEG");
    Path well = touch("data/normal/1.png");
    touch("data/normal/notes.txt");
    touch("data/normal/.hidden.png");
    LabelledPictures pictures = LabelledPictures.read(folder.resolve("data"));
    assertThat(pictures.entries())
        .containsExactlyInAnyOrder(
            new LabelledPictures.Entry(well, Finding.NORMAL, null),
            new LabelledPictures.Entry(sick, Finding.PNEUMONIA, null));
    assertThat(pictures.notes()).isEmpty();
    assertThat(pictures.name()).endsWith("data");
  }

  @Test
  void otherFoldersAreSaidToBeLeftOut() throws IOException {
    touch("data/NORMAL/1.png");
    touch("data/COVID/1.png");
    assertThat(LabelledPictures.read(folder.resolve("data")).notes())
        .singleElement()
        .asString()
        .contains("left out: COVID");
  }

  @Test
  void folderWithoutLabelsSaysWhatItHas() throws IOException {
    touch("data/train/NORMAL/1.png");
    DataRejected error = refusal(folder.resolve("data"));
    assertThat(error.code()).isEqualTo(ErrorCode.DATA_INVALID);
    assertThat(error)
        .hasMessageEndingWith("expected the folders NORMAL and PNEUMONIA, found train");
    Files.createDirectories(folder.resolve("empty/NORMAL"));
    assertThat(refusal(folder.resolve("empty"))).hasMessageContaining("at least one picture");
    assertThat(refusal(folder.resolve("none")).code()).isEqualTo(ErrorCode.DATA_NOT_FOUND);
  }

  @Test
  void tableNamesPicturesLabelsAndGroups() throws IOException {
    Path table =
        table(
            String.join(
                "\r\n",
                "\uFEFFGroup,Label,Path,more",
                "p1, pneumonia ,\"a, b.png\",x",
                "",
                ",0,\"sub/say \"\"c\"\".png\"",
                "p1,1,/abs/d.png"));
    assertThat(LabelledPictures.read(table).entries())
        .containsExactly(
            new LabelledPictures.Entry(folder.resolve("a, b.png"), Finding.PNEUMONIA, "p1"),
            new LabelledPictures.Entry(folder.resolve("sub/say \"c\".png"), Finding.NORMAL, null),
            new LabelledPictures.Entry(Path.of("/abs/d.png"), Finding.PNEUMONIA, "p1"));
  }

  @Test
  void tableThatIsWrongIsRefusedWithItsLine() throws IOException {
    assertInvalid("path,label\na.png,NORMAL\nb.png,COVID\n", "line 3: expected the label", "COVID");
    assertInvalid("path,label\n\"a\nb.png\",0\n,1\n", "line 4: expected a path, found none");
    assertInvalid("path,label\na.png,0\n./a.png,0\n", "line 3", "again, after line 2");
    assertInvalid("file,label\na.png,0\n", "line 1", "path and label, found file,label");
    assertInvalid("", "an empty file");
    assertInvalid("path,label\n", "at least one picture");
    assertInvalid("path,label\n\"a.png,0\n", "line 2: expected a closing quotation mark");
    Path other =
        Files.write(
            folder.resolve("o.csv"),
            "path,label\n\u00e9,0\n".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(refusal(other)).hasMessageContaining("expected text in UTF-8");
  }

  private void assertInvalid(String text, String... parts) throws IOException {
    DataRejected error = refusal(table(text));
    assertThat(error.code()).isEqualTo(ErrorCode.DATA_INVALID);
    assertThat(error).hasMessageContainingAll(parts).hasMessageContaining("t.csv");
  }
}
