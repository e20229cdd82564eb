package io.pneumonia.inference.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.pneumonia.error.ModelRejected;
import io.pneumonia.model.ModelSignature;
import io.pneumonia.spi.BackendOptions;
import io.pneumonia.spi.InferenceSession;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

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
   * @param insides what is known of its inside
   * @param signature what it says about itself, given what the runtime found
   */
  static InferenceSession open(
      String name,
      BackendOptions options,
      Source source,
      Insides insides,
      Function<OnnxModelCheck, ModelSignature> signature) {
    OrtEnvironment environment = OnnxNative.environment();
    try (OrtSession.SessionOptions nativeOptions = OnnxSessionOptions.of(options)) {
      OrtSession session = source.create(environment, nativeOptions);
      return wrap(name, options, environment, session, insides, signature);
    } catch (OrtException e) {
      throw OnnxErrors.refused(name, e);
    }
  }

  /**
   * Opens a kept conversion.
   *
   * @param name of the model's own file, for messages
   * @param options how to run it
   * @param bytes of the conversion, outside the heap
   * @param sha256 the model's digest, asked for when the session stands
   * @return empty if it is not the conversion of this model for this input
   */
  static Optional<InferenceSession> openKept(
      String name, BackendOptions options, ByteBuffer bytes, Supplier<String> sha256) {
    OrtEnvironment environment = OnnxNative.environment();
    try (OrtSession.SessionOptions nativeOptions = OnnxSessionOptions.of(options)) {
      OrtSession session = environment.createSession(bytes, nativeOptions);
      Optional<KeptConversion> kept = fitting(session, options, sha256);
      if (kept.isEmpty()) {
        session.close();
        return Optional.empty();
      }
      return Optional.of(
          wrap(
              name,
              options,
              environment,
              session,
              kept.get().insides(),
              check -> kept.get().signature()));
    } catch (OrtException | ModelRejected e) {
      return Optional.empty();
    }
  }

  private static Optional<KeptConversion> fitting(
      OrtSession session, BackendOptions options, Supplier<String> sha256) throws OrtException {
    try {
      return KeptConversion.of(session)
          .filter(kept -> kept.isFor(options.inputShape()))
          .filter(kept -> kept.sha256().equals(sha256.get()));
    } catch (OrtException | RuntimeException e) {
      session.close();
      throw e;
    }
  }

  private static InferenceSession wrap(
      String name,
      BackendOptions options,
      OrtEnvironment environment,
      OrtSession session,
      Insides insides,
      Function<OnnxModelCheck, ModelSignature> signature)
      throws OrtException {
    try {
      OnnxModelCheck check = OnnxModelCheck.of(name, session, insides.taps(), options.inputShape());
      ModelSignature said = signature.apply(check);
      OnnxTensors tensors = new OnnxTensors(environment, check);
      return new OnnxSession(session, check, tensors, said, insides.head());
    } catch (OrtException | RuntimeException e) {
      session.close();
      throw e;
    }
  }
}
