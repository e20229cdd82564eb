package io.pneumonia.inference.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.pneumonia.model.ModelSignature;
import io.pneumonia.spi.BackendOptions;
import io.pneumonia.spi.InferenceSession;
import io.pneumonia.spi.Tap;
import java.util.Map;
import java.util.function.Function;

/** From a native session to an open model, with nothing native left behind on the way out. */
final class SessionOpening {

  /** Gives a model's bytes to the runtime. */
  interface Source {
    /**
     * Creates the native session.
     *
     * @throws OrtException if the runtime refuses the model
     */
    OrtSession create(OrtEnvironment environment, OrtSession.SessionOptions options)
        throws OrtException;
  }

  private SessionOpening() {}

  /**
   * Opens a model.
   *
   * @param name of its file, for messages
   * @param options how to run it
   * @param source its bytes
   * @param taps the names of its outputs beside the first
   * @param signature what it says about itself, given what the runtime found
   */
  static InferenceSession open(
      String name,
      BackendOptions options,
      Source source,
      Map<Tap, String> taps,
      Function<OnnxModelCheck, ModelSignature> signature) {
    OrtEnvironment environment = OnnxNative.environment();
    try (OrtSession.SessionOptions nativeOptions = OnnxSessionOptions.of(options)) {
      OrtSession session = source.create(environment, nativeOptions);
      return wrap(name, options, environment, session, taps, signature);
    } catch (OrtException e) {
      throw OnnxErrors.refused(name, e);
    }
  }

  private static InferenceSession wrap(
      String name,
      BackendOptions options,
      OrtEnvironment environment,
      OrtSession session,
      Map<Tap, String> taps,
      Function<OnnxModelCheck, ModelSignature> signature)
      throws OrtException {
    try {
      OnnxModelCheck check = OnnxModelCheck.of(name, session, taps, options.inputShape());
      ModelSignature said = signature.apply(check);
      return new OnnxSession(session, check, new OnnxTensors(environment, check), said);
    } catch (OrtException | RuntimeException e) {
      session.close();
      throw e;
    }
  }
}
