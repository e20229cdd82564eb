package io.pneumonia.inference.onnx;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pneumonia.spi.BackendOptions;
import io.pneumonia.spi.InferenceSession;
import io.pneumonia.tensor.FloatTensor;
import io.pneumonia.tensor.TensorShape;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.StreamSupport;

/** The files that {@code src/test/python/make_onnx_fixtures.py} writes. */
record OnnxFixture(String name, FloatTensor input, FloatTensor output) {

  static OnnxFixture of(String name) {
    try (InputStream json = OnnxFixture.class.getResourceAsStream("/onnx/expected.json")) {
      JsonNode entry = new ObjectMapper().readTree(json).required(name);
      FloatTensor output =
          FloatTensor.write(
              shape(entry.required("output")),
              values -> {
                for (int index = 0; index < values.length; index++) {
                  values[index] = (float) entry.required("values").get(index).asDouble();
                }
              });
      return new OnnxFixture(name, sines(shape(entry.required("input"))), output);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  static Path file(String name) {
    try {
      return Path.of(
          Objects.requireNonNull(OnnxFixture.class.getResource("/onnx/" + name + ".onnx")).toURI());
    } catch (URISyntaxException failure) {
      throw new IllegalStateException(failure);
    }
  }

  static InferenceSession open(String name) {
    return new OnnxBackendProvider().open(file(name), BackendOptions.DEFAULT);
  }

  /** Value i of the row-major sequence is the sine of i, as in Python. */
  static FloatTensor sines(TensorShape shape) {
    return FloatTensor.write(
        shape,
        values -> {
          for (int index = 0; index < values.length; index++) {
            values[index] = (float) Math.sin(index);
          }
        });
  }

  private static TensorShape shape(JsonNode sizes) {
    return TensorShape.of(
        StreamSupport.stream(sizes.spliterator(), false).mapToLong(JsonNode::asLong).toArray());
  }
}
