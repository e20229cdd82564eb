package io.pneumonia.model;

import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.ModelRejected;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds, reads, writes, infers and checks model cards. The file's fields are described in {@code
 * docs/model-card.md} and, for machines, by the JSON Schema {@code model-card.schema.json} beside
 * this class.
 */
public final class ModelCards {

  /** The most bytes that a card may have. */
  public static final int MAX_BYTES = 1 << 20;

  private static final String SUFFIX = ".card.json";
  private static final String GATE_SUFFIX = ".gate.json";
  private static final String CONVERTED_INFIX = ".converted.";
  private static final String INSIDE_FOLDER = "model";

  /** What lies in a model's folder and says the model's digest, so that it cannot count itself. */
  static final Set<String> OUTSIDE_DIGEST =
      Set.of(INSIDE_FOLDER + SUFFIX, INSIDE_FOLDER + GATE_SUFFIX);

  private ModelCards() {}

  /**
   * Where a model's card is looked for first, and where to write one.
   *
   * @param model a file or a folder
   * @return {@code <name of the model>.card.json} beside it: {@code net.h5.card.json} for {@code
   *     net.h5}
   */
  public static Path beside(Path model) {
    return named(model).resolveSibling(nameOf(model) + SUFFIX);
  }

  /**
   * Finds and reads the card of a model. The first of these that is a file is taken: {@code
   * net.h5.card.json} beside {@code net.h5}; {@code net.card.json}, without the extension; for a
   * folder, {@code model.card.json} inside it instead of the latter.
   *
   * @param model a file or a folder
   * @return the card, if there is one
   * @throws ModelRejected if there is one and {@link #read} refuses it
   */
  public static Optional<ModelCard> find(Path model) {
    return companion(model, SUFFIX).map(ModelCards::read);
  }

  /**
   * Finds the input gate of a model, whose name ends with {@code .gate.json} and is looked for as
   * that of the card is.
   *
   * @param model a file or a folder
   * @return the gate's file, if there is one
   */
  public static Optional<Path> findGate(Path model) {
    return companion(model, GATE_SUFFIX);
  }

  /**
   * Where a model's conversion for a backend is looked for, and where to write it.
   *
   * @param model a file
   * @param backend the backend's name
   * @return {@code <name of the model>.converted.<backend>} beside it: {@code
   *     net.h5.converted.onnx} for {@code net.h5}
   */
  public static Path convertedBeside(Path model, String backend) {
    return named(model).resolveSibling(nameOf(model) + CONVERTED_INFIX + backend);
  }

  private static Optional<Path> companion(Path model, String suffix) {
    return candidates(model, suffix).filter(Files::isRegularFile).findFirst();
  }

  private static Stream<Path> candidates(Path model, String suffix) {
    Path beside = named(model).resolveSibling(nameOf(model) + suffix);
    if (Files.isDirectory(model)) {
      return Stream.of(beside, model.resolve(INSIDE_FOLDER + suffix));
    }
    String name = nameOf(model);
    int dot = name.lastIndexOf('.');
    String stem = dot > 0 ? name.substring(0, dot) : name;
    return Stream.of(beside, named(model).resolveSibling(stem + suffix));
  }

  /** The same place by a path that ends with a name: {@code .} and {@code ..} do not. */
  private static Path named(Path path) {
    Path plain = path.normalize();
    return plain.toString().isEmpty() || plain.endsWith("..")
        ? path.toAbsolutePath().normalize()
        : plain;
  }

  private static String nameOf(Path path) {
    Path name = named(path).getFileName();
    if (name == null) {
      throw new IllegalArgumentException("expected the path of a file or a folder, found " + path);
    }
    return name.toString();
  }

  /**
   * Reads a card. Everything that is wrong with it is told at once.
   *
   * @param card the JSON file, at most {@link #MAX_BYTES} long
   * @return the card
   * @throws ModelRejected {@code MODEL_CARD_INVALID} if it is not a valid card, {@code
   *     MODEL_NOT_FOUND} or {@code MODEL_UNREADABLE} if the file cannot be had
   */
  public static ModelCard read(Path card) {
    return parse(CardReader.FORMAT.load(card), nameOf(card));
  }

  /**
   * Reads a card from memory, from inside an archive for instance.
   *
   * @param json the card's text in UTF-8, at most {@link #MAX_BYTES} long
   * @param name what to call it in messages
   * @return the card
   * @throws ModelRejected {@code MODEL_CARD_INVALID} if it is not a valid card
   */
  public static ModelCard parse(byte[] json, String name) {
    return CardReader.read(json, name);
  }

  /**
   * A card as its file has it: indented, fields always in the same order, a line feed at the end.
   *
   * @param card the card
   * @return JSON, which {@link #parse} reads back to an equal card
   */
  public static String toJson(ModelCard card) {
    return CardWriter.write(card);
  }

  /**
   * Writes a card, over whatever is there.
   *
   * @param card the card
   * @param file where to, {@link #beside} the model for instance
   * @throws IOException if it cannot be written
   */
  public static void write(ModelCard card, Path file) throws IOException {
    Files.writeString(file, toJson(card));
  }

  /**
   * Makes a card from what a model file says of itself, where nobody wrote one. What the file does
   * not say is assumed to be as in the reference pipeline (Pillow, RGB, bicubic, divided by 255)
   * and said.
   *
   * @param signature the file's facts
   * @param id name, version and digest to put on the card
   * @return the card, and in sentences what was inferred and what is assumed
   * @throws ModelRejected {@code MODEL_SHAPE_UNSUPPORTED} if the input is not a batch of pictures,
   *     {@code MODEL_CARD_INVALID} if only a card can tell which output is pneumonia
   */
  public static InferredCard infer(ModelSignature signature, ModelId id) {
    return new CardInference(signature).infer(id, null);
  }

  /**
   * Makes a card from what a model file says of itself and from labels that its owner knows.
   *
   * @param signature the file's facts
   * @param id name, version and digest to put on the card
   * @param labels the classes in index order; two for a network that gives one value: index 0, and
   *     index 1, whose probability the value is
   * @param positiveLabels those that count as pneumonia
   * @return the card, and in sentences what was inferred and what is assumed
   * @throws ModelRejected {@code MODEL_SHAPE_UNSUPPORTED} if the input is not a batch of pictures,
   *     {@code MODEL_CARD_INVALID} if the labels do not fit the output
   */
  public static InferredCard infer(
      ModelSignature signature, ModelId id, List<String> labels, List<String> positiveLabels) {
    return new CardInference(signature)
        .infer(id, new CardInference.Labelling(labels, positiveLabels));
  }

  /**
   * Compares a card with what its model file says of itself.
   *
   * @param card the card
   * @param signature the file's facts
   * @param modelName what to call the model in messages
   * @return what is suspicious, in sentences
   * @throws ModelRejected {@code MODEL_CARD_INVALID} if one contradicts the other
   */
  public static List<String> check(ModelCard card, ModelSignature signature, String modelName) {
    return CardCheck.warnings(card, signature, modelName);
  }

  /**
   * Makes sure that a model file is the one that its card describes.
   *
   * @param card the card; one without a digest fits every file
   * @param model a file or a folder
   * @return the model's identity with its actual digest
   * @throws ModelRejected {@code MODEL_DIGEST_MISMATCH} if it is another file; see {@link #sha256}
   *     for the rest
   */
  public static ModelId verifyDigest(ModelCard card, Path model) {
    return verifyDigest(card, sha256(model), nameOf(model));
  }

  /**
   * Makes sure that a model file is the one that its card describes.
   *
   * @param card the card; one without a digest fits every file
   * @param actual the file's digest, 64 hexadecimal digits
   * @param modelName what to call the model in messages
   * @return the model's identity with its actual digest
   * @throws ModelRejected {@code MODEL_DIGEST_MISMATCH} if it is another file
   */
  public static ModelId verifyDigest(ModelCard card, String actual, String modelName) {
    String declared = card.sha256();
    if (declared != null && !declared.equals(actual.toLowerCase(Locale.ROOT))) {
      throw new ModelRejected(
          ErrorCode.MODEL_DIGEST_MISMATCH,
          "model %s is not the file that its card describes: expected sha256 %s, found %s"
              .formatted(modelName, declared, actual));
    }
    return new ModelId(card.name(), card.version(), actual);
  }

  /**
   * The digest of a model. That of a file is what {@code sha256sum} prints. That of a folder is the
   * SHA-256 over its files in the order of their relative paths (compared as UTF-8 bytes, slashes
   * between the parts): of each the path, a zero byte, the length as eight bytes with the big end
   * first, and the content; a {@code model.card.json} and a {@code model.gate.json} right in the
   * folder are left out, since they may hold this digest.
   *
   * @param model a file or a folder
   * @return 64 hexadecimal digits in lower case
   * @throws ModelRejected {@code MODEL_NOT_FOUND} or {@code MODEL_UNREADABLE}
   */
  public static String sha256(Path model) {
    return ModelDigest.of(model);
  }
}
