package io.pneumonia.benchmarks;

import io.pneumonia.tensor.FloatTensor;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.Signature;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.types.TFloat32;

/** TensorFlow without the backend, on a SavedModel: its session, fed and fetched by name. */
final class BareTensorFlow implements Network {

  private final SavedModelBundle bundle;
  private final Session session;
  private final String input;
  private final String output;

  BareTensorFlow(BenchmarkModel model, int threads) {
    if (!model.isSavedModel()) {
      throw new IllegalArgumentException(
          "tensorflow-bare: expected the folder of a SavedModel, found " + model.path());
    }
    ConfigProto config =
        ConfigProto.newBuilder()
            .setIntraOpParallelismThreads(threads)
            .setInterOpParallelismThreads(threads)
            .setUsePerSessionThreads(true)
            .build();
    SavedModelBundle loaded =
        SavedModelBundle.loader(model.path().toString())
            .withTags("serve")
            .withConfigProto(config)
            .load();
    SignatureDef signature = loaded.metaGraphDef().getSignatureDefMap().get(Signature.DEFAULT_KEY);
    if (signature == null) {
      loaded.close();
      throw new IllegalArgumentException(
          "tensorflow-bare: expected a signature " + Signature.DEFAULT_KEY + ", found none");
    }
    bundle = loaded;
    session = loaded.session();
    input = signature.getInputsMap().values().iterator().next().getName();
    output = signature.getOutputsMap().values().iterator().next().getName();
  }

  @Override
  public float[] run(FloatTensor batch) {
    Shape shape = Shape.of(batch.shape().toArray());
    try (TFloat32 fed = TFloat32.tensorOf(shape, DataBuffers.of(batch.buffer()));
        Result fetched = session.runner().feed(input, fed).fetch(output).run()) {
      TFloat32 values = (TFloat32) fetched.get(0);
      float[] target = new float[(int) values.size()];
      values.copyTo(DataBuffers.of(target, false, false));
      return target;
    }
  }

  @Override
  public void close() {
    bundle.close();
  }
}
