package io.pneumonia.web.page;

import io.pneumonia.error.FieldProblem;
import io.pneumonia.error.RequestRejected;
import io.pneumonia.image.DecodeLimits;
import io.pneumonia.persistence.diagnoses.Purge;
import io.pneumonia.persistence.settings.Setting;
import io.pneumonia.persistence.settings.SettingChange;
import io.pneumonia.persistence.settings.Settings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What administrators set: what each setting does, what is in force without it. */
public final class SettingsPage implements Page {

  static final String PATH = "/admin/settings/";

  private static final String TEMPLATE = "admin-settings.jte";
  private static final String CONFIRMED = "confirmed";

  SettingsPage() {}

  /**
   * A setting as it is shown.
   *
   * @param setting which
   * @param label its name for people
   * @param words what it does
   * @param usual what is in force while it is unset
   * @param change who set it last, or null if it is unset
   */
  public record Row(
      Setting<?> setting,
      String label,
      String words,
      String usual,
      @Nullable SettingChange change) {

    /**
     * Which values it takes.
     *
     * @return one sentence
     */
    public String range() {
      return "From %s to %s. Leave it empty for: %s."
          .formatted(setting.lowest(), setting.highest(), usual);
    }

    /**
     * The steps of its values in a form.
     *
     * @return a value of the attribute {@code step}
     */
    public String step() {
      return setting.lowest() instanceof Double ? "any" : "1";
    }
  }

  /**
   * The form.
   *
   * @param rows the settings
   * @param form what was typed
   * @param doomed how many results would be deleted in the next night, to be confirmed; 0 for none
   */
  public record View(List<Row> rows, FormState form, long doomed) {

    /** Copies the list. */
    public View {
      rows = List.copyOf(rows);
    }
  }

  @Override
  public Access access() {
    return Access.ADMINISTRATOR;
  }

  @Override
  public PageAnswer get(Visit visit) {
    Map<String, String> stored = new LinkedHashMap<>();
    Setting.all().forEach(each -> stored.put(each.name(), stored(visit, each)));
    return PageAnswer.show(TEMPLATE, new View(rows(visit), FormState.of(stored), 0));
  }

  private static String stored(Visit visit, Setting<?> setting) {
    return visit.records().settings().find(setting).map(Object::toString).orElse("");
  }

  private static List<Row> rows(Visit visit) {
    double ofCard = visit.application().model().card().threshold().value();
    DecodeLimits limits = DecodeLimits.DEFAULT;
    return List.of(
        row(
            visit,
            Setting.THRESHOLD,
            "Threshold",
            "Scores at or above it are called PNEUMONIA. It counts for new results, and for every"
                + " model that comes into force; results keep the threshold they were made with.",
            "the card of the model in force, " + Words.score(ofCard)),
        row(
            visit,
            Setting.RETENTION_DAYS,
            "Days that results are kept",
            "Every night, results and pictures that are older are deleted for good. The audit trail"
                + " keeps that they were.",
            "for ever"),
        row(
            visit,
            Setting.MAX_IMAGE_BYTES,
            "Largest file of a picture, in bytes",
            "Larger files are refused before they are decoded.",
            Words.bytes(limits.maxBytes())),
        row(
            visit,
            Setting.MAX_IMAGE_PIXELS,
            "Most pixels of a picture",
            "Pictures with more are refused.",
            String.format(Locale.ROOT, "%,d", limits.maxPixels())));
  }

  private static Row row(
      Visit visit, Setting<?> setting, String label, String words, String usual) {
    Optional<SettingChange> change = visit.records().settings().lastChange(setting);
    return new Row(setting, label, words, usual, change.orElse(null));
  }

  @Override
  public PageAnswer post(Visit visit) {
    String[] names = Setting.all().stream().map(Setting::name).toArray(String[]::new);
    FormState typed = FormState.of(visit.texts(names));
    List<Change<?>> changes;
    try {
      changes = changes(visit);
    } catch (RequestRejected e) {
      return PageAnswer.show(TEMPLATE, new View(rows(visit), typed.refused(e), 0), 400);
    }
    long doomed = visit.text(CONFIRMED).isEmpty() ? doomed(visit, changes) : 0;
    if (doomed > 0) {
      return PageAnswer.show(TEMPLATE, new View(rows(visit), typed, doomed), 409);
    }
    changes.forEach(change -> change.apply(visit));
    return PageAnswer.redirect(
        PATH, changes.isEmpty() ? FlashMessage.SETTINGS_UNCHANGED : FlashMessage.SETTINGS_SAVED);
  }

  /**
   * A setting that is to have another value.
   *
   * @param setting which
   * @param value the value, or null to unset it
   * @param <T> what its values are
   */
  private record Change<T extends Comparable<T>>(Setting<T> setting, @Nullable T value) {

    static <T extends Comparable<T>> Optional<Change<T>> of(Visit visit, Setting<T> setting) {
      @Nullable String text = visit.parameter(setting.name());
      @Nullable T value = text == null ? null : setting.parse(text);
      @Nullable T before = visit.records().settings().find(setting).orElse(null);
      return Objects.equals(value, before)
          ? Optional.empty()
          : Optional.of(new Change<>(setting, value));
    }

    void apply(Visit visit) {
      Settings settings = visit.records().settings();
      if (value == null) {
        settings.unset(visit.actor(), setting);
      } else {
        settings.set(visit.actor(), setting, value);
      }
    }
  }

  /** All that differ, or everything that is wrong at once. */
  private static List<Change<?>> changes(Visit visit) {
    List<Change<?>> changes = new ArrayList<>();
    List<FieldProblem> problems = new ArrayList<>();
    for (Setting<?> setting : Setting.all()) {
      try {
        Change.of(visit, setting).ifPresent(changes::add);
      } catch (RequestRejected e) {
        problems.addAll(e.problems());
      }
    }
    if (!problems.isEmpty()) {
      throw RequestRejected.ofFields(problems);
    }
    return changes;
  }

  /** How many results a shorter retention would delete in the next night. */
  private static long doomed(Visit visit, List<Change<?>> changes) {
    return changes.stream()
        .filter(change -> change.setting() == Setting.RETENTION_DAYS)
        .filter(change -> change.value() instanceof Integer)
        .mapToLong(
            change ->
                visit
                    .records()
                    .retention()
                    .count(visit.actor(), new Purge((Integer) change.value(), null)))
        .sum();
  }
}
