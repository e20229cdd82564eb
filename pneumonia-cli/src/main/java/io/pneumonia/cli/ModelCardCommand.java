package io.pneumonia.cli;

import io.pneumonia.model.InferredCard;
import io.pneumonia.model.ModelCards;
import io.pneumonia.model.ModelId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code pneumonia model card}: a card to edit. */
@Command(
    name = "card",
    description = "Writes a card for a model file, inferred from it, to edit.",
    mixinStandardHelpOptions = true)
final class ModelCardCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "The model file, or the folder of a SavedModel.")
  private Path file;

  @Option(
      names = "--output",
      paramLabel = "CARD",
      description = "Where to write it; default: FILE.card.json.")
  private @Nullable Path output;

  @Option(
      names = "--labels",
      split = ",",
      paramLabel = "LABEL",
      description = "The classes in index order, where the file does not tell.")
  private @Nullable List<String> labels;

  @Option(
      names = "--positive",
      split = ",",
      paramLabel = "LABEL",
      description = "Those of the labels that count as pneumonia.")
  private @Nullable List<String> positive;

  @Option(names = "--force", description = "Overwrites an existing card.")
  private boolean force;

  @SuppressWarnings("NullAway.Init")
  ModelCardCommand() {}

  @Override
  public Integer call() throws IOException {
    Path target = output == null ? ModelCards.beside(file) : output;
    if (Files.exists(target) && !force) {
      throw new ParameterException(
          spec.commandLine(), target + " exists already; --force overwrites it");
    }
    InferredCard inferred = infer(InspectedModel.of(file));
    ModelCards.write(inferred.card(), target);
    inferred.notes().forEach(note -> spec.commandLine().getErr().println("pneumonia: " + note));
    spec.commandLine().getOut().println(target);
    return ExitStatus.DONE;
  }

  private InferredCard infer(InspectedModel model) {
    if (labels == null && positive == null) {
      return model.template(file);
    }
    if (labels == null || positive == null) {
      throw new ParameterException(spec.commandLine(), "--labels and --positive go together");
    }
    return ModelCards.infer(
        model.signature(), ModelId.ofFile(file, model.sha256()), labels, positive);
  }
}
