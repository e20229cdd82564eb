package io.pneumonia.inference.tensorflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pneumonia.tensor.FloatTensor;
import io.pneumonia.tensor.TensorShape;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.StreamSupport;

/** The SavedModel fixtures and what TensorFlow itself answers to their golden inputs. */
final class SavedModels {

  private SavedModels() {}

  static Path folder(String name) {
    return root().resolve(name);
  }

  static FloatTensor input(String name) {
    return golden(name, "input");
  }

  static FloatTensor output(String name) {
    return golden(name, "output");
  }

  private static FloatTensor golden(String name, String end) {
    try {
      JsonNode tensor =
          new ObjectMapper().readTree(folder("golden.json").toFile()).path(name).path(end);
      long[] shape =
          StreamSupport.stream(tensor.path("shape").spliterator(), false)
              .mapToLong(JsonNode::asLong)
              .toArray();
      ByteBuffer bytes = ByteBuffer.wrap(tensor.path("values").binaryValue());
      return FloatTensor.copyOf(
          TensorShape.of(shape), bytes.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer());
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static Path root() {
    URL root = Objects.requireNonNull(SavedModels.class.getResource("/saved-models"));
    try {
      return Path.of(root.toURI());
    } catch (URISyntaxException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
