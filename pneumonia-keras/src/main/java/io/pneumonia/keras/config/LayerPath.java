package io.pneumonia.keras.config;

import java.util.ArrayList;
import java.util.List;

/**
 * Where a layer is: the models around it, outermost first and without the network itself, then the
 * layer.
 *
 * @param names their names
 * @param slots their places in an archive
 */
public record LayerPath(List<String> names, List<Slot> slots) {

  /** The network itself. */
  public static final LayerPath ROOT = new LayerPath(List.of(), List.of());

  /** Copies the lists. */
  public LayerPath {
    names = List.copyOf(names);
    slots = List.copyOf(slots);
  }

  /**
   * The path of a layer in the model that this path is of.
   *
   * @param name the layer's name
   * @param slot its place in an archive
   * @return the longer path
   */
  public LayerPath child(String name, Slot slot) {
    List<String> longerNames = new ArrayList<>(names);
    longerNames.add(name);
    List<Slot> longerSlots = new ArrayList<>(slots);
    longerSlots.add(slot);
    return new LayerPath(longerNames, longerSlots);
  }

  /**
   * How many models are around the layer.
   *
   * @return 0 at the top
   */
  public int depth() {
    return names.size() - 1;
  }

  /** The names joined by slashes. */
  @Override
  public String toString() {
    return String.join("/", names);
  }
}
