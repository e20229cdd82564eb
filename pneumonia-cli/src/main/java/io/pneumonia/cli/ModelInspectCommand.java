package io.pneumonia.cli;

import io.pneumonia.error.ModelRejected;
import io.pneumonia.keras.KerasLayer;
import io.pneumonia.keras.KerasModel;
import io.pneumonia.model.InferredCard;
import io.pneumonia.model.ModelCards;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code pneumonia model inspect}: what a file is. */
@Command(
    name = "inspect",
    description = "Says what a model file is: shapes, layers, parameters, and its card.",
    mixinStandardHelpOptions = true)
final class ModelInspectCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "The model file, or the folder of a SavedModel.")
  private Path file;

  @SuppressWarnings("NullAway.Init")
  ModelInspectCommand() {}

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    InspectedModel model = InspectedModel.of(file);
    out.println("file:       " + file);
    out.println("format:     " + model.signature().format());
    out.println("sha256:     " + model.sha256());
    out.println("input:      " + model.signature().input());
    out.println(
        "output:     " + model.signature().output() + ", " + model.signature().activation());
    out.println(
        "scaling:    "
            + model.signature().scalingInside().map(Object::toString).orElse("none seen inside"));
    writeLayers(out, model.keras());
    writeCard(out, model);
    out.flush();
    return ExitStatus.DONE;
  }

  private static void writeLayers(PrintWriter out, @Nullable KerasModel keras) {
    if (keras == null) {
      return;
    }
    out.printf(Locale.ROOT, "parameters: %,d%n", keras.parameters());
    out.printf(Locale.ROOT, "layers:     %d%n", keras.layers().size());
    for (KerasLayer layer : keras.layers()) {
      String indented = "  ".repeat(layer.depth() + 1) + layer.name();
      out.printf(
          Locale.ROOT, "%-56s %-24s %,12d%n", indented, layer.className(), layer.parameters());
    }
  }

  private void writeCard(PrintWriter out, InspectedModel model) {
    try {
      InferredCard card = model.card(file);
      card.notes().forEach(note -> out.println("note:       " + note));
      out.println("card:");
      out.println(ModelCards.toJson(card.card()));
    } catch (ModelRejected e) {
      out.println("card:       " + e.getMessage());
    }
  }
}
