package io.pneumonia.inference.onnx;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.SessionOptions;
import io.pneumonia.keras.KerasFiles;
import io.pneumonia.keras.KerasModel;
import io.pneumonia.model.ModelCards;
import io.pneumonia.model.ModelSignature;
import io.pneumonia.spi.BackendOptions;
import io.pneumonia.spi.ConvertingBackendProvider;
import io.pneumonia.spi.InferenceSession;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Backend {@code onnx}: runs {@code .onnx} files as they are, and Keras {@code .h5} and {@code
 * .keras} files after turning them into an ONNX graph in memory. Devices: {@code cpu}, and {@code
 * cuda} where ONNX Runtime's GPU artifact takes the place of the ordinary one.
 */
public final class OnnxBackendProvider implements ConvertingBackendProvider {

  /** Creates the provider; no native code is loaded. */
  public OnnxBackendProvider() {}

  @Override
  public String name() {
    return "onnx";
  }

  @Override
  public String description() {
    return OnnxNative.version();
  }

  @Override
  public void prepare() {
    OnnxNative.loadMeanwhile();
  }

  @Override
  public InferenceSession open(Path model, BackendOptions options) {
    ModelPaths.requireFile(model);
    return KerasFiles.recognises(model) ? openKeras(model, options) : openOnnx(model, options);
  }

  private static InferenceSession openKeras(Path path, BackendOptions options) {
    OnnxNative.loadMeanwhile();
    String name = ModelPaths.name(path);
    Converted converted = converted(path, name, options);
    return SessionOpening.open(
        name,
        options,
        (environment, session) -> environment.createSession(converted.model(), session),
        converted.insides(),
        check -> converted.signature());
  }

  /** A Keras file as the runtime takes it; of the layer graph only the head is kept. */
  private record Converted(ModelSignature signature, ByteBuffer model, Insides insides) {}

  private static Converted converted(Path path, String name, BackendOptions options) {
    KerasModel keras = KerasFiles.read(path, options.expectedInput());
    ConvertedGraph graph = LayerGraphConversion.convertTapped(keras.graph(), name);
    return new Converted(keras.signature(), graph.model().toDirectBuffer(), graph.insides());
  }

  @Override
  public void convertAhead(Path model, Path target, BackendOptions options) throws IOException {
    ModelPaths.requireFile(model);
    String name = ModelPaths.name(model);
    OnnxModelConverter.requireKeras(model, name);
    String sha256 = ModelCards.sha256(model);
    KerasModel keras = KerasFiles.read(model, options.expectedInput());
    ConvertedGraph graph = LayerGraphConversion.convertTapped(keras.graph(), name);
    KeptConversion kept = KeptConversion.of(keras, graph, sha256, options.inputShape());
    KeptConversionFile.write(graph.model().withMetadata(kept.facts()), target);
  }

  @Override
  public Optional<InferenceSession> openConverted(
      Path model, Path converted, Supplier<String> sha256, BackendOptions options) {
    OnnxNative.loadMeanwhile();
    try {
      return KeptConversionFile.read(converted)
          .flatMap(
              bytes -> SessionOpening.openKept(ModelPaths.name(model), options, bytes, sha256));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static InferenceSession openOnnx(Path path, BackendOptions options) {
    String name = ModelPaths.name(path);
    OnnxFile file = OnnxFileReader.read(path, name);
    return SessionOpening.open(
        name,
        options,
        (environment, session) -> {
          keepPaddedZeros(file, session);
          return environment.createSession(path.toString(), session);
        },
        Insides.NONE,
        check -> signature(file, check));
  }

  /**
   * Switches off the one optimizer that changes results: it moves padding into a pooling that
   * follows, where zeros no longer win a maximum (see {@link PictureSteps}).
   */
  private static void keepPaddedZeros(OnnxFile file, SessionOptions session) throws OrtException {
    if (file.has("Pad") && (file.has("MaxPool") || file.has("AveragePool"))) {
      session.addConfigEntry("optimization.disable_specified_optimizers", "Pad_Fusion");
    }
  }

  private static ModelSignature signature(OnnxFile file, OnnxModelCheck check) {
    OnnxFacts facts = new OnnxFacts(file);
    return new ModelSignature(
        "ONNX opset " + file.opset(),
        check.input(),
        check.output(),
        facts.activation(),
        facts.scaling(check.inputName()));
  }
}
