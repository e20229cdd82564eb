package io.pneumonia.benchmarks;

import ai.djl.MalformedModelException;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ModelNotFoundException;
import ai.djl.repository.zoo.ZooModel;
import ai.djl.translate.NoopTranslator;
import ai.djl.translate.TranslateException;
import io.pneumonia.tensor.FloatTensor;
import java.io.IOException;
import java.nio.file.Path;

/**
 * ONNX Runtime through DJL, as its users write it: a predictor over arrays. DJL's usage tracking
 * and downloads are switched off. It wants to be the first in a process to touch the runtime.
 */
final class DjlOnnx implements Network {

  private final ZooModel<NDList, NDList> model;
  private final Predictor<NDList, NDList> predictor;
  private final NDManager manager;

  DjlOnnx(Path file, int threads)
      throws IOException, ModelNotFoundException, MalformedModelException {
    System.setProperty("ai.djl.offline", "true");
    System.setProperty("OPT_OUT_TRACKING", "true");
    model =
        Criteria.builder()
            .setTypes(NDList.class, NDList.class)
            .optEngine("OnnxRuntime")
            .optModelPath(file)
            .optTranslator(new NoopTranslator(null))
            .optOption("intraOpNumThreads", Integer.toString(threads))
            .optOption("interOpNumThreads", "1")
            .build()
            .loadModel();
    predictor = model.newPredictor();
    manager = model.getNDManager().newSubManager();
  }

  @Override
  public float[] run(FloatTensor batch) throws TranslateException {
    Shape shape = new Shape(batch.shape().toArray());
    try (NDArray input = manager.create(batch.toArray(), shape);
        NDList output = predictor.predict(new NDList(input))) {
      return output.get(0).toFloatArray();
    }
  }

  @Override
  public void close() {
    manager.close();
    predictor.close();
    model.close();
  }
}
