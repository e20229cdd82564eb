package io.pneumonia.inference.tensorflow;

import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.ModelRejected;
import io.pneumonia.spi.BackendOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tensorflow.Graph;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.proto.MetaGraphDef;

/** Opens the folder of a SavedModel: graph, variables and the signature to be served. */
final class SavedModelFolder {

  private static final int NAMES_SHOWN = 5;
  private static final Set<String> VARIABLES = Set.of("VarHandleOp", "VariableV2", "Variable");

  private SavedModelFolder() {}

  /** Refuses a folder that is none, saying what lies in it. */
  static void requireSavedModel(Path folder) {
    if (Files.exists(folder.resolve("saved_model.pb"))
        || Files.exists(folder.resolve("saved_model.pbtxt"))) {
      return;
    }
    throw new ModelRejected(
        ErrorCode.MODEL_TYPE_UNKNOWN,
        folder.getFileName()
            + ": expected the folder of a SavedModel, with saved_model.pb in it, found "
            + contents(folder));
  }

  /** Loads graph and variables, which the session then owns. */
  static TensorFlowSession open(Path folder, BackendOptions options) {
    String name = String.valueOf(folder.getFileName());
    SavedModelBundle bundle = load(folder, options);
    try {
      requireVariables(folder, name, bundle.metaGraphDef());
      var signature = SavedModelSignature.of(name, bundle.metaGraphDef(), options);
      Graph graph = bundle.graph();
      var ends =
          new NativeGraph(
              graph,
              graph.outputOrThrow(signature.inputName()),
              graph.outputOrThrow(signature.outputName()),
              Map.of(),
              Map.of());
      return new TensorFlowSession(
          name, signature.model(), ends, bundle.session(), signature.oneRowOnly());
    } catch (ModelRejected ours) {
      bundle.close();
      throw ours;
    } catch (RuntimeException failure) {
      bundle.close();
      throw TensorFlowErrors.cannotOpen(folder, failure);
    }
  }

  private static SavedModelBundle load(Path folder, BackendOptions options) {
    try {
      return SavedModelBundle.loader(folder.toString())
          .withTags(SavedModelBundle.DEFAULT_TAG)
          .withConfigProto(TensorFlowConfig.of(options, true))
          .load();
    } catch (RuntimeException failure) {
      throw TensorFlowErrors.cannotOpen(folder, failure);
    }
  }

  /** TensorFlow takes a folder without them for a network without variables, until it is run. */
  private static void requireVariables(Path folder, String name, MetaGraphDef meta) {
    boolean hasVariables =
        meta.getGraphDef().getNodeList().stream()
            .anyMatch(node -> VARIABLES.contains(node.getOp()));
    if (hasVariables && !Files.exists(folder.resolve("variables").resolve("variables.index"))) {
      throw new ModelRejected(
          ErrorCode.MODEL_CORRUPT,
          name + ": expected the network's variables in variables/variables.index, found no file");
    }
  }

  private static String contents(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      List<String> names = entries.map(entry -> entry.getFileName().toString()).sorted().toList();
      String shown = names.stream().limit(NAMES_SHOWN).collect(Collectors.joining(", "));
      return switch (names.size()) {
        case 0 -> "an empty folder";
        default -> names.size() > NAMES_SHOWN ? shown + " and more" : shown;
      };
    } catch (IOException unreadable) {
      throw new ModelRejected(
          ErrorCode.MODEL_UNREADABLE,
          folder.getFileName() + ": the folder cannot be listed",
          unreadable);
    }
  }
}
