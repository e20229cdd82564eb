package io.pneumonia.bundled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pneumonia.Predictor;
import io.pneumonia.Predictors;
import io.pneumonia.model.ModelCards;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnpackedModelTest {

  private static final String NETWORK = "pneumonia-mobilenetv2.h5";
  private static final String CARD = NETWORK + ".card.json";
  private static final String GATE = NETWORK + ".gate.json";

  @TempDir Path folder;

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void unpacksFilesThatOpenLikeAnyOther() throws IOException {
    Path model = BundledModel.unpackTo(folder.resolve("new/models"));

    assertThat(model).isEqualTo(folder.resolve("new/models").resolve(NETWORK));
    assertThat(names(folder.resolve("new/models"))).containsExactly(NETWORK, CARD, GATE);
    try (Predictor predictor = Predictors.open(model, "onnx")) {
      assertThat(predictor.model()).isEqualTo(BundledModel.card().id());
      assertThat(predictor.card()).isEqualTo(BundledModel.card());
    }
  }

  @Test
  void overwritesOnlyWhereItIsToldTo() throws IOException {
    Path card = Files.writeString(folder.resolve(CARD), "mine");

    assertThatThrownBy(() -> BundledModel.unpackTo(folder))
        .isInstanceOf(FileAlreadyExistsException.class)
        .hasMessageContaining(CARD);
    assertThat(card).hasContent("mine");
    assertThat(names(folder)).containsExactly(CARD);

    BundledModel.unpackTo(folder, StandardCopyOption.REPLACE_EXISTING);
    assertThat(ModelCards.read(card)).isEqualTo(BundledModel.card());
    assertThat(names(folder)).containsExactly(NETWORK, CARD, GATE);
  }

  @Test
  void refusesFileWhereAFolderIsExpected() throws IOException {
    Path file = Files.writeString(folder.resolve("models"), "mine");

    assertThatThrownBy(() -> BundledModel.unpackTo(file, StandardCopyOption.REPLACE_EXISTING))
        .isInstanceOf(FileSystemException.class)
        .hasMessage(file + ": expected a folder to unpack the model to, found a file");
    assertThat(file).hasContent("mine");
  }

  @Test
  void leavesNothingHalfWrittenBehindAFailure() throws IOException {
    Path obstacle = Files.createDirectories(folder.resolve(GATE).resolve("full")).getParent();

    assertThatThrownBy(() -> BundledModel.unpackTo(folder, StandardCopyOption.REPLACE_EXISTING))
        .isInstanceOf(DirectoryNotEmptyException.class)
        .hasMessageContaining(GATE);
    assertThat(obstacle).isDirectory();
    assertThat(names(folder)).containsExactly(CARD, GATE);
  }

  @Test
  void doesNotFailWhereItsFolderCannotBeDeletedNow() throws IOException {
    UnpackedModel unpacked = UnpackedModel.below(folder, "model-");
    Path model = unpacked.model();
    assertThat(model).isRegularFile();
    Path foreign = Files.writeString(model.resolveSibling("foreign"), "kept");

    unpacked.close();

    assertThat(model).doesNotExist();
    assertThat(foreign).hasContent("kept");
  }
}
