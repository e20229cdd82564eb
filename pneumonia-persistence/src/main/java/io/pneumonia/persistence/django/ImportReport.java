package io.pneumonia.persistence.django;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What was taken over, what was here already, and what was not taken and why. */
public final class ImportReport {

  /** What a Django system keeps. */
  public enum Subject {
    /** An account. */
    USER,
    /** An API token. */
    TOKEN,
    /** A picture with its result. */
    PICTURE,
    /** A result. */
    RESULT,
    /** An entry of the history. */
    HISTORY,
    /** A setting. */
    SETTING
  }

  /**
   * Something that was not taken.
   *
   * @param subject what
   * @param key its id or name there
   * @param reason why, one sentence
   */
  public record Skipped(Subject subject, String key, String reason) {}

  private final Map<Subject, Long> taken = new EnumMap<>(Subject.class);
  private final Map<Subject, Long> here = new EnumMap<>(Subject.class);
  private final List<Skipped> skipped = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  ImportReport() {}

  void take(Subject subject) {
    taken.merge(subject, 1L, Long::sum);
  }

  void find(Subject subject) {
    here.merge(subject, 1L, Long::sum);
  }

  void skip(Subject subject, Object key, String reason) {
    skipped.add(new Skipped(subject, key.toString(), reason));
  }

  void note(String sentence) {
    notes.add(sentence);
  }

  /**
   * How many were taken over now.
   *
   * @param subject of what
   * @return the count
   */
  public long taken(Subject subject) {
    return taken.getOrDefault(subject, 0L);
  }

  /**
   * How many had been taken over before.
   *
   * @param subject of what
   * @return the count
   */
  public long here(Subject subject) {
    return here.getOrDefault(subject, 0L);
  }

  /**
   * What was not taken.
   *
   * @return in the order it was met
   */
  public List<Skipped> skipped() {
    return List.copyOf(skipped);
  }

  /**
   * What was taken otherwise than it was there.
   *
   * @return sentences
   */
  public List<String> notes() {
    return List.copyOf(notes);
  }
}
