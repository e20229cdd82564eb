package io.pneumonia.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.ModelRejected;
import io.pneumonia.preprocess.Scaling;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelCardsTest {

  private static final String WEIGHTS_DIGEST =
      "9a129038d9a00aed0cf6a7ea059ca50a813449061ab87848cf1a13eafdf33b2c";

  @TempDir private Path folder;

  @Test
  void theCardLiesBesideTheModelUnderItsFullName() {
    assertThat(ModelCards.beside(Path.of("net.h5"))).isEqualTo(Path.of("net.h5.card.json"));
    assertThat(ModelCards.beside(Path.of("a", "b", "net")))
        .isEqualTo(Path.of("a", "b", "net.card.json"));
    assertThat(ModelCards.beside(folder.resolve("saved").resolve(".")))
        .isEqualTo(folder.resolve("saved.card.json"));
    assertThat(ModelCards.beside(Path.of("")).getFileName())
        .hasToString(Path.of("").toAbsolutePath().getFileName() + ".card.json");
    assertThatIllegalArgumentException().isThrownBy(() -> ModelCards.beside(Path.of("/")));
  }

  @Test
  void findsTheFullNameBeforeTheShortOne() throws IOException {
    Path model = Files.writeString(folder.resolve("net.v2.h5"), "weights");
    assertThat(ModelCards.find(model)).isEmpty();

    write("net.v2.card.json", "short");
    assertThat(ModelCards.find(model)).map(ModelCard::name).contains("short");
    write("net.v2.h5.card.json", "full");
    assertThat(ModelCards.find(model)).map(ModelCard::name).contains("full");
  }

  @Test
  void findsAFoldersCardBesideItBeforeTheOneInside() throws IOException {
    Path model = Files.createDirectory(folder.resolve("saved.v2"));
    write("saved.card.json", "another model's");
    assertThat(ModelCards.find(model)).isEmpty();

    write("saved.v2/model.card.json", "inside");
    assertThat(ModelCards.find(model)).map(ModelCard::name).contains("inside");
    write("saved.v2.card.json", "beside");
    assertThat(ModelCards.find(model)).map(ModelCard::name).contains("beside");
  }

  @Test
  void aHiddenFilesNameIsNoExtension() throws IOException {
    write(".card.json", "nobody's");

    assertThat(ModelCards.find(folder.resolve(".h5"))).isEmpty();
  }

  @Test
  void aBadCardThatIsFoundIsNotPassedOver() throws IOException {
    write("net.card.json", "good");
    Files.writeString(folder.resolve("net.h5.card.json"), "{}");

    assertThatExceptionOfType(ModelRejected.class)
        .isThrownBy(() -> ModelCards.find(folder.resolve("net.h5")))
        .withMessageStartingWith("model card net.h5.card.json is not valid:");
  }

  @Test
  void writesWhatItReads() throws IOException {
    ModelCard card = Cards.read(Cards.full());
    Path file = folder.resolve("x.card.json");

    ModelCards.write(card, file);

    assertThat(Files.readString(file)).isEqualTo(Cards.full());
    assertThat(ModelCards.read(file)).isEqualTo(card);
  }

  @Test
  void writesTheDocumentedExampleAsItIsDocumented() {
    String documented = Cards.documented().get(0);

    assertThat(ModelCards.toJson(Cards.read(documented))).isEqualTo(documented);
  }

  @Test
  void everyScalingReadsBackToTheSameBits() {
    float third = 1f / 255f;
    for (Scaling scaling :
        List.of(
            new Scaling.None(),
            new Scaling.Divide(127.5f, -1),
            new Scaling.Divide(-0.1f, Float.MIN_VALUE),
            new Scaling.Multiply(third, 0),
            new Scaling.Multiply(Float.MAX_VALUE, -third),
            new Scaling.Standardize(
                1, List.of(103.939f, 116.779f, 123.68f), List.of(1f, 1e-20f, third)))) {
      ModelCard card = Cards.card(Cards.spec(scaling), Cards.sigmoid());

      assertThat(Cards.read(ModelCards.toJson(card))).isEqualTo(card);
    }
  }

  @Test
  void saysWhenThereIsNoCardOrNoFile() {
    assertThatExceptionOfType(ModelRejected.class)
        .isThrownBy(() -> ModelCards.read(folder.resolve("no.card.json")))
        .withMessage("model card no.card.json: expected a file, found nothing")
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.MODEL_NOT_FOUND));
    assertThatExceptionOfType(ModelRejected.class)
        .isThrownBy(() -> ModelCards.read(folder))
        .withMessageEndingWith(" cannot be read")
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.MODEL_UNREADABLE));
  }

  @Test
  void theDigestOfAFileIsThatOfItsBytes() throws IOException {
    Path model = Files.writeString(folder.resolve("net.h5"), "weights");

    assertThat(ModelCards.sha256(model)).isEqualTo(WEIGHTS_DIGEST);
    assertThatExceptionOfType(ModelRejected.class)
        .isThrownBy(() -> ModelCards.sha256(folder.resolve("gone.h5")))
        .withMessage("model gone.h5: expected a file or a folder, found nothing")
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.MODEL_NOT_FOUND));
  }

  /**
   * Python: {@code for name, content in sorted(files.items()): h.update(name + b"\0" +
   * struct.pack(">q", len(content)) + content)} with names in UTF-8.
   */
  @Test
  void theDigestOfAFolderCoversNamesAndContentsButNotItsCardAndGate() throws IOException {
    Files.createDirectories(folder.resolve("variables"));
    Files.createDirectories(folder.resolve("assets"));
    Files.writeString(folder.resolve("saved_model.pb"), "graph");
    Files.writeString(folder.resolve("variables.txt"), "v");
    Files.writeString(folder.resolve("variables/variables.index"), "index");
    Files.writeString(folder.resolve("variables/variables.data-00000-of-00001"), "");
    Files.writeString(folder.resolve("assets/\u00e9.txt"), "e");
    String expected = "26b332f26db8ffca08c77ab28ef5ecbe2ae10ee67fe0203f066e7e4a2fa80733";
    assertThat(ModelCards.sha256(folder)).isEqualTo(expected);

    write("model.card.json", "inside");
    Files.writeString(folder.resolve("model.gate.json"), "{}");
    assertThat(ModelCards.sha256(folder)).isEqualTo(expected);
    Files.move(folder.resolve("variables.txt"), folder.resolve("variables.text"));
    assertThat(ModelCards.sha256(folder)).isNotEqualTo(expected);
  }

  @Test
  void refusesAnotherFileThanTheCardDescribes() throws IOException {
    Path model = Files.writeString(folder.resolve("net.h5"), "weights");
    ModelCard other = Cards.card().withSha256("a".repeat(64));

    assertThatExceptionOfType(ModelRejected.class)
        .isThrownBy(() -> ModelCards.verifyDigest(other, model))
        .withMessage(
            "model net.h5 is not the file that its card describes: expected sha256 "
                + "a".repeat(64)
                + ", found "
                + WEIGHTS_DIGEST)
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.MODEL_DIGEST_MISMATCH));
  }

  @Test
  void identityHasTheActualDigestWhateverTheCardSays() throws IOException {
    Path model = Files.writeString(folder.resolve("net.h5"), "weights");
    ModelCard silent = Cards.card();
    ModelCard declared = silent.withSha256(WEIGHTS_DIGEST.toUpperCase(java.util.Locale.ROOT));
    ModelId expected = new ModelId("net", "1", WEIGHTS_DIGEST);

    assertThat(ModelCards.verifyDigest(silent, model)).isEqualTo(expected);
    assertThat(ModelCards.verifyDigest(declared, model)).isEqualTo(expected);
    assertThat(declared.id()).isEqualTo(expected).hasToString("net 1 (sha256 9a129038d9a0)");
    assertThatIllegalStateException()
        .isThrownBy(silent::id)
        .withMessage("card of net 1: expected a sha256, found none");
  }

  @Test
  void refusesIdentitiesThatAreNone() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ModelId(" ", "1", WEIGHTS_DIGEST))
        .withMessage("name: expected text, found \" \"");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ModelId("net", "1", "123"))
        .withMessage("sha256: expected 64 hexadecimal digits, found \"123\"");
    assertThatIllegalArgumentException().isThrownBy(() -> new ModelId("net", "", WEIGHTS_DIGEST));
  }

  private void write(String file, String name) throws IOException {
    ModelCard card = Cards.card();
    ModelCards.write(
        new ModelCard(
            name,
            "1",
            null,
            card.preprocess(),
            card.scoreReader(),
            true,
            card.threshold(),
            card.details()),
        folder.resolve(file));
  }
}
