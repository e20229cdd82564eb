package io.pneumonia.inference.onnx;

import static io.pneumonia.tensor.TensorShape.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.data.Offset.offset;

import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.InferenceFailed;
import io.pneumonia.error.ModelRejected;
import io.pneumonia.error.PneumoniaException;
import io.pneumonia.model.InsideScaling;
import io.pneumonia.model.ModelSignature;
import io.pneumonia.model.OutputActivation;
import io.pneumonia.spi.BackendOptions;
import io.pneumonia.spi.InferenceSession;
import io.pneumonia.tensor.FloatTensor;
import io.pneumonia.tensor.TensorShape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that Python's onnx wrote, run as they are. */
class OnnxFilesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "softmax_nhwc",
        "sigmoid_scalar",
        "logits",
        "batch_of_one",
        "scaled_nchw",
        "open_sizes",
        "open_output",
        "flat_output",
        "double_output",
        "half_output",
        "padded_maximum",
        "external_weights"
      })
  void givesWhatPythonsRuntimeGives(String name) {
    OnnxFixture fixture = OnnxFixture.of(name);
    try (InferenceSession session = OnnxFixture.open(name)) {
      FloatTensor found = session.run(fixture.input());
      assertThat(found.shape()).isEqualTo(fixture.output().shape());
      assertThat(found.toArray()).containsExactly(fixture.output().toArray(), offset(1e-6f));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "softmax_nhwc, SOFTMAX",
    "batch_of_one, SOFTMAX",
    "sigmoid_scalar, SIGMOID",
    "scaled_nchw, SIGMOID",
    "double_output, SIGMOID",
    "logits, OTHER",
    "open_output, UNKNOWN"
  })
  void tellsTheLastFunction(String name, OutputActivation activation) {
    try (InferenceSession session = OnnxFixture.open(name)) {
      assertThat(session.signature().activation()).isEqualTo(activation);
    }
  }

  @Test
  void tellsShapesFormatAndScaling() {
    try (InferenceSession session = OnnxFixture.open("scaled_nchw")) {
      ModelSignature signature = session.signature();
      assertThat(signature.format()).isEqualTo("ONNX opset 17");
      assertThat(signature.input()).isEqualTo(TensorShape.of(UNKNOWN, 3, 4, 4));
      assertThat(signature.output()).isEqualTo(TensorShape.of(UNKNOWN, 2));
      assertThat(signature.scalingInside())
          .contains(new InsideScaling("(x - 127.5) / 127.5", 1 / 127.5, -1));
    }
    try (InferenceSession session = OnnxFixture.open("softmax_nhwc")) {
      assertThat(session.signature().scalingInside()).isEmpty();
    }
  }

  @Test
  void aModelForOneRowRunsAnyBatchRowByRow() {
    try (InferenceSession one = OnnxFixture.open("batch_of_one")) {
      assertThat(one.signature().input()).isEqualTo(TensorShape.of(UNKNOWN, 2, 2, 3));
      FloatTensor batch = OnnxFixture.sines(TensorShape.of(3, 2, 2, 3));
      FloatTensor found = one.run(batch);
      assertThat(found.shape()).isEqualTo(TensorShape.of(3, 2));
      for (int row = 0; row < 3; row++) {
        float[] values = new float[12];
        batch.copyTo(row * 12, values, 0, 12);
        FloatTensor single = one.run(FloatTensor.of(TensorShape.of(1, 2, 2, 3), values));
        assertThat(found.get(2 * row)).isEqualTo(single.get(0));
        assertThat(found.get(2 * row + 1)).isEqualTo(single.get(1));
      }
    }
  }

  @Test
  void openSizesCanBeNamedBeforehand() {
    BackendOptions options = new BackendOptions(1, "cpu", TensorShape.of(UNKNOWN, 3, 5, 4));
    OnnxBackendProvider provider = new OnnxBackendProvider();
    try (InferenceSession session = provider.open(OnnxFixture.file("open_sizes"), options)) {
      assertThat(session.signature().input()).isEqualTo(TensorShape.of(UNKNOWN, 3, 5, 4));
      FloatTensor other = OnnxFixture.sines(TensorShape.of(1, 3, 6, 4));
      assertThatThrownBy(() -> session.run(other)).isInstanceOf(InferenceFailed.class);
    }
    BackendOptions wrong = new BackendOptions(1, "cpu", TensorShape.of(UNKNOWN, 1, 5, 4));
    assertThatThrownBy(() -> provider.open(OnnxFixture.file("open_sizes"), wrong))
        .isInstanceOf(ModelRejected.class)
        .hasMessage("open_sizes.onnx, input: expected (?, 1, 5, 4), found (?, 3, ?, ?)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "two_inputs | MODEL_SHAPE_UNSUPPORTED | inputs: expected one, found 2 [a, b]",
        "two_outputs | MODEL_SHAPE_UNSUPPORTED | outputs: expected one, found 2 [y, z]",
        "byte_input | MODEL_SHAPE_UNSUPPORTED | input x: expected float32, found UINT8",
        "label_output | MODEL_SHAPE_UNSUPPORTED | output y: expected floats, found INT64",
        "scalar_output | MODEL_SHAPE_UNSUPPORTED | value y: expected axes with the batch first",
        "batch_of_four | MODEL_SHAPE_UNSUPPORTED | batch axis: expected an open size or 1, found 4",
        "unknown_operator | MODEL_LAYER_UNSUPPORTED | Imaginary"
      })
  void refusesWhatItCannotRun(String name, ErrorCode code, String said) {
    ModelRejected error =
        catchThrowableOfType(ModelRejected.class, () -> OnnxFixture.open(name).close());
    assertThat(error.code()).as(error.getMessage()).isEqualTo(code);
    assertThat(error).hasMessageStartingWith(name + ".onnx").hasMessageContaining(said);
  }

  @Test
  void aRunThatFailsNamesTheModel() {
    try (InferenceSession session = OnnxFixture.open("fails_in_run")) {
      FloatTensor input = OnnxFixture.sines(TensorShape.of(1, 3));
      PneumoniaException error =
          catchThrowableOfType(InferenceFailed.class, () -> session.run(input));
      assertThat(error.code()).isEqualTo(ErrorCode.INFERENCE_FAILED);
      assertThat(error).hasMessageStartingWith("fails_in_run.onnx: expected an output");
      FloatTensor good = OnnxFixture.sines(TensorShape.of(1, 5));
      assertThat(session.run(good).shape()).isEqualTo(TensorShape.of(1, 5));
    }
  }

  @Test
  void refusesAnInputOfAnotherShape() {
    try (InferenceSession session = OnnxFixture.open("softmax_nhwc")) {
      FloatTensor other = OnnxFixture.sines(TensorShape.of(1, 3, 2, 2));
      assertThatThrownBy(() -> session.run(other))
          .isInstanceOf(InferenceFailed.class)
          .hasMessage(
              "softmax_nhwc.onnx: expected an input of shape (?, 2, 2, 3), found (1, 3, 2, 2)");
    }
  }
}
