package io.pneumonia.inference.tensorflow;

import io.pneumonia.spi.BackendOptions;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GraphOptions;
import org.tensorflow.proto.RewriterConfig;

/**
 * How a session runs. The threads inside an operation belong to one pool of the whole process: the
 * first session's number holds for all that come later.
 */
final class TensorFlowConfig {

  private TensorFlowConfig() {}

  /**
   * The configuration of one session.
   *
   * @param options threads and device
   * @param fused whether the optimizer may fuse an operation with what follows it
   */
  static ConfigProto of(BackendOptions options, boolean fused) {
    var config = ConfigProto.newBuilder();
    if (options.threads() > 0) {
      config
          .setIntraOpParallelismThreads(options.threads())
          .setInterOpParallelismThreads(options.threads())
          .setUsePerSessionThreads(true);
    }
    if (options.device().equals("cpu")) {
      config.putDeviceCount("GPU", 0);
    }
    if (!fused) {
      var rewriter = RewriterConfig.newBuilder().setRemapping(RewriterConfig.Toggle.OFF);
      config.setGraphOptions(GraphOptions.newBuilder().setRewriteOptions(rewriter));
    }
    return config.build();
  }
}
