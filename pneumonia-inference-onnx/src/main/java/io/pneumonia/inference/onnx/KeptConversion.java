package io.pneumonia.inference.onnx;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.pneumonia.keras.KerasModel;
import io.pneumonia.keras.graph.GraphHead;
import io.pneumonia.model.InsideScaling;
import io.pneumonia.model.ModelSignature;
import io.pneumonia.model.OutputActivation;
import io.pneumonia.spi.Tap;
import io.pneumonia.tensor.TensorShape;
import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a kept conversion says in its metadata: what it was made of, and what else is known of the
 * Keras file, so that the file itself need not be read.
 *
 * @param sha256 of the Keras file
 * @param asked the input's shape that the conversion was told, or null
 * @param signature of the Keras file
 * @param insides as the conversion found them
 */
record KeptConversion(
    String sha256, @Nullable TensorShape asked, ModelSignature signature, Insides insides) {

  /**
   * Counts the changes of what a conversion makes of the same file; {@code KeptConversionTest}
   * knows by a digest when that has changed.
   */
  static final String CONVERTER = "1";

  private static final String PREFIX = "pneumonia.";
  private static final String TAP = "tap.";

  static KeptConversion of(
      KerasModel keras, ConvertedGraph graph, String sha256, @Nullable TensorShape asked) {
    return new KeptConversion(sha256, asked, keras.signature(), graph.insides());
  }

  /** As metadata, in a fixed order. */
  Map<String, String> facts() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put(PREFIX + "converter", CONVERTER);
    facts.put(PREFIX + "sha256", sha256);
    if (asked != null) {
      facts.put(PREFIX + "asked", text(asked));
    }
    facts.put(PREFIX + "format", signature.format());
    facts.put(PREFIX + "input", text(signature.input()));
    facts.put(PREFIX + "output", text(signature.output()));
    facts.put(PREFIX + "activation", signature.activation().name());
    InsideScaling scaling = signature.insideScaling();
    if (scaling != null) {
      facts.put(PREFIX + "scaling", scaling.formula());
      facts.put(PREFIX + "scaling.factor", Double.toString(scaling.factor()));
      facts.put(PREFIX + "scaling.shift", Double.toString(scaling.shift()));
    }
    for (Tap tap : Tap.values()) {
      String name = insides.taps().get(tap);
      if (name != null) {
        facts.put(PREFIX + TAP + tap.name(), name);
      }
    }
    GraphHead head = insides.head();
    if (head != null) {
      facts.put(PREFIX + "head", Base64.getEncoder().encodeToString(head.toBytes()));
    }
    return facts;
  }

  /** What an open session was made of; empty if this version's conversion did not make it. */
  static Optional<KeptConversion> of(OrtSession session) throws OrtException {
    Map<String, String> facts = session.getMetadata().getCustomMetadata();
    try {
      return CONVERTER.equals(facts.get(PREFIX + "converter"))
          ? Optional.of(read(facts))
          : Optional.empty();
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static KeptConversion read(Map<String, String> facts) throws IOException {
    String asked = facts.get(PREFIX + "asked");
    String formula = facts.get(PREFIX + "scaling");
    ModelSignature signature =
        new ModelSignature(
            required(facts, "format"),
            shape(required(facts, "input")),
            shape(required(facts, "output")),
            OutputActivation.valueOf(required(facts, "activation")),
            formula == null
                ? null
                : new InsideScaling(
                    formula,
                    Double.parseDouble(required(facts, "scaling.factor")),
                    Double.parseDouble(required(facts, "scaling.shift"))));
    Map<Tap, String> taps = new EnumMap<>(Tap.class);
    for (Tap tap : Tap.values()) {
      String name = facts.get(PREFIX + TAP + tap.name());
      if (name != null) {
        taps.put(tap, name);
      }
    }
    String head = facts.get(PREFIX + "head");
    Insides insides =
        new Insides(taps, head == null ? null : GraphHead.read(Base64.getDecoder().decode(head)));
    return new KeptConversion(
        required(facts, "sha256"), asked == null ? null : shape(asked), signature, insides);
  }

  private static String required(Map<String, String> facts, String name) throws IOException {
    String value = facts.get(PREFIX + name);
    if (value == null) {
      throw new IOException("metadata: expected " + PREFIX + name + ", found nothing");
    }
    return value;
  }

  /**
   * Whether the model would be converted to this for an input of some shape. What was told matters
   * only where the file leaves sizes open, and then the outcome says so in its signature.
   *
   * @param wanted the shape that is told now, or null
   */
  boolean isFor(@Nullable TensorShape wanted) {
    return wanted == null ? asked == null : wanted.equals(signature.input());
  }

  private static String text(TensorShape shape) {
    return Arrays.stream(shape.toArray()).mapToObj(Long::toString).collect(Collectors.joining(" "));
  }

  private static TensorShape shape(String text) {
    return TensorShape.of(Arrays.stream(text.split(" ", -1)).mapToLong(Long::parseLong).toArray());
  }
}
