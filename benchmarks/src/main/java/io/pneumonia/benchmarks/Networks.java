package io.pneumonia.benchmarks;

import io.pneumonia.Backends;
import io.pneumonia.error.PneumoniaException;
import io.pneumonia.spi.InferenceSession;
import io.pneumonia.tensor.FloatTensor;
import java.util.List;

/** Opens contenders by their names. */
final class Networks {

  private Networks() {}

  /**
   * Opens a model.
   *
   * @param contender the name of a backend on the class path, or {@code onnxruntime-bare}, {@code
   *     tensorflow-bare}, {@code djl-onnx}
   * @param model what to open
   * @param threads threads inside one run, or 0 for one a processor
   */
  static Network open(String contender, BenchmarkModel model, int threads) throws Exception {
    int count = threads == 0 ? Runtime.getRuntime().availableProcessors() : threads;
    return switch (contender) {
      case "onnxruntime-bare" -> new BareOnnxRuntime(model.onnx(), count);
      case "tensorflow-bare" -> new BareTensorFlow(model, count);
      case "djl-onnx" -> new DjlOnnx(model.onnx(), count);
      default -> backend(contender, model, count);
    };
  }

  private static Network backend(String name, BenchmarkModel model, int threads) {
    InferenceSession session = Backends.named(name).open(model.path(), model.options(threads));
    return new Network() {
      @Override
      public float[] run(FloatTensor batch) {
        return session.run(batch).toArray();
      }

      @Override
      public void close() {
        session.close();
      }
    };
  }

  /**
   * Asserts that a contender's answer is right: another runtime, or the same one reached another
   * way where no other opens this file, gives the same within what float arithmetic allows.
   */
  static void requireRight(
      String contender, float[] answer, BenchmarkModel model, FloatTensor batch) throws Exception {
    boolean isTensorFlow = contender.startsWith("tensorflow");
    List<String> others =
        isTensorFlow
            ? List.of("onnx", "tensorflow", "tensorflow-bare")
            : List.of("tensorflow", "onnx", "onnxruntime-bare");
    PneumoniaException last = null;
    for (String other : others) {
      if (other.equals(contender)) {
        continue;
      }
      try (Network reference = open(other, model, 0)) {
        Answers.requireClose(contender, answer, other, reference.run(batch));
        return;
      } catch (PneumoniaException e) {
        last = e;
      }
    }
    throw new IllegalStateException("no other runtime opens " + model.path(), last);
  }
}
