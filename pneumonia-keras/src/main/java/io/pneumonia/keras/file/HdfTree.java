package io.pneumonia.keras.file;

import io.jhdf.HdfFile;
import io.jhdf.api.Attribute;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.ModelRejected;
import io.pneumonia.tensor.FloatTensor;
import io.pneumonia.tensor.TensorShape;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An HDF5 file in memory, for reading without trust: no link is followed, nothing is allocated that
 * the file's own size does not warrant, and whatever the library throws at damaged bytes becomes
 * one refusal.
 */
final class HdfTree implements AutoCloseable {

  /** Declared bytes that are always allowed, whatever the file's size. */
  private static final long FREE_BYTES = 256L << 20;

  private static final long MAX_BYTES = 4L << 30;
  private static final int MAX_RATIO = 100;
  private static final int MAX_NAMES = 1 << 20;

  private final HdfFile file;
  private final long budget;
  private long spent;

  private HdfTree(HdfFile file, long size) {
    this.file = file;
    this.budget = Math.min(MAX_BYTES, Math.max(FREE_BYTES, size * MAX_RATIO));
  }

  static HdfTree open(ByteBuffer content) {
    int size = content.remaining();
    Superblocks.requireComplete(content);
    return guarded(() -> new HdfTree(HdfFile.fromByteBuffer(content), size));
  }

  Group root() {
    return file;
  }

  @Override
  public void close() {
    file.close();
  }

  /** The child group at a path of names joined by slashes. */
  Optional<Group> group(Group parent, String path) {
    return node(parent, path).filter(Group.class::isInstance).map(Group.class::cast);
  }

  /** The dataset at a path of names joined by slashes. */
  Optional<Dataset> dataset(Group parent, String path) {
    return node(parent, path).filter(Dataset.class::isInstance).map(Dataset.class::cast);
  }

  /** All children of a group by name, in no particular order; links refused. */
  List<Node> children(Group group) {
    List<Node> children = guarded(() -> new ArrayList<>(group.getChildren().values()));
    children.forEach(HdfTree::requireNoLink);
    return children;
  }

  private Optional<Node> node(Group parent, String path) {
    Group at = parent;
    int from = 0;
    while (true) {
      int slash = path.indexOf('/', from);
      String name = path.substring(from, slash < 0 ? path.length() : slash);
      Group in = at;
      Node child = guarded(() -> Optional.ofNullable(in.getChild(name))).orElse(null);
      if (child == null) {
        return Optional.empty();
      }
      requireNoLink(child);
      if (slash < 0) {
        return Optional.of(child);
      }
      if (!(child instanceof Group group)) {
        return Optional.empty();
      }
      at = group;
      from = slash + 1;
    }
  }

  private static void requireNoLink(Node node) {
    if (guarded(node::isLink)) {
      throw corrupt("expected groups and datasets, found the link " + node.getName(), null);
    }
  }

  /** A text attribute. */
  Optional<String> text(Node node, String attribute) {
    return guarded(
        () -> {
          Attribute found = node.getAttribute(attribute);
          if (found == null || found.isEmpty() || found.getSize() != 1) {
            return Optional.empty();
          }
          return Optional.of(texts(found))
              .filter(texts -> texts.size() == 1)
              .map(texts -> texts.get(0));
        });
  }

  boolean hasAttribute(Node node, String attribute) {
    return guarded(() -> node.getAttribute(attribute) != null);
  }

  /** A list of names: one attribute, or where that is too long, {@code name0}, {@code name1}... */
  Optional<List<String>> names(Node node, String attribute) {
    return guarded(
        () -> {
          Attribute whole = node.getAttribute(attribute);
          if (whole != null) {
            return Optional.of(texts(whole));
          }
          List<String> names = new ArrayList<>();
          int chunk = 0;
          Attribute part = node.getAttribute(attribute + chunk);
          while (part != null) {
            names.addAll(texts(part));
            chunk++;
            part = node.getAttribute(attribute + chunk);
          }
          return chunk == 0 ? Optional.empty() : Optional.of(names);
        });
  }

  private static List<String> texts(Attribute attribute) {
    if (attribute.isEmpty() || attribute.getSize() == 0) {
      return List.of();
    }
    if (attribute.getSize() > MAX_NAMES) {
      throw corrupt("attribute " + attribute.getName() + ": expected names, found too many", null);
    }
    Object data = attribute.getData();
    if (data instanceof String text) {
      return List.of(text);
    }
    if (data instanceof String[] texts && !Arrays.asList(texts).contains(null)) {
      return Collections.unmodifiableList(Arrays.asList(texts));
    }
    throw corrupt("attribute " + attribute.getName() + ": expected text, found other data", null);
  }

  /** Reads a dataset whole, once its declared shape is the expected one. */
  FloatTensor read(Dataset dataset, String what, TensorShape expected) {
    long[] found = guarded(dataset::getDimensionsAsLong);
    if (!Arrays.equals(found, expected.toArray())) {
      throw new ModelRejected(
          ErrorCode.MODEL_CORRUPT,
          what + ": expected shape " + expected + ", found " + shown(found));
    }
    spend(what, expected);
    return guarded(() -> DatasetReader.read(dataset, what, expected));
  }

  private void spend(String what, TensorShape shape) {
    spent += Math.min(shape.elements(), MAX_BYTES) * Float.BYTES;
    if (spent > budget) {
      throw new ModelRejected(
          ErrorCode.MODEL_TOO_LARGE,
          what
              + ": expected weights of at most "
              + budget
              + " bytes in all from a file of this size, found more declared");
    }
  }

  private static String shown(long[] sizes) {
    String text = Arrays.toString(sizes);
    return "(" + text.substring(1, text.length() - 1) + ")";
  }

  static ModelRejected corrupt(String message, @Nullable Throwable cause) {
    return new ModelRejected(ErrorCode.MODEL_CORRUPT, message, cause);
  }

  /** Runs the library; damaged bytes make it throw nearly anything. */
  @SuppressWarnings("CatchAndPrintStackTrace")
  private static <T> T guarded(Supplier<T> action) {
    try {
      return action.get();
    } catch (ModelRejected e) {
      throw e;
    } catch (RuntimeException | StackOverflowError | InternalError e) {
      throw corrupt("the HDF5 structure is damaged: " + reason(e), e);
    } catch (OutOfMemoryError e) {
      throw new ModelRejected(
          ErrorCode.MODEL_TOO_LARGE, "the HDF5 data need more memory than there is", e);
    }
  }

  private static String reason(Throwable error) {
    Throwable root = error;
    for (int depth = 0; root.getCause() != null && depth < 8; depth++) {
      root = root.getCause();
    }
    String message = root.getMessage();
    return message == null
        ? root.getClass().getSimpleName()
        : message.lines().findFirst().orElse("");
  }
}
