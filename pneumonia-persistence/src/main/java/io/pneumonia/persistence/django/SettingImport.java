package io.pneumonia.persistence.django;

import io.pneumonia.error.RequestRejected;
import io.pneumonia.persistence.django.ImportReport.Subject;
import io.pneumonia.persistence.request.Actor;
import io.pneumonia.persistence.settings.Setting;
import io.pneumonia.persistence.settings.Settings;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Takes over the settings that there are here too, unless they are set here already. */
final class SettingImport {

  private static final Map<String, Setting<?>> SETTINGS =
      Map.of(
          "threshold", Setting.THRESHOLD,
          "prediction_threshold", Setting.THRESHOLD,
          "confidence_threshold", Setting.THRESHOLD,
          "retention_days", Setting.RETENTION_DAYS,
          "data_retention_days", Setting.RETENTION_DAYS,
          "max_image_bytes", Setting.MAX_IMAGE_BYTES,
          "max_image_pixels", Setting.MAX_IMAGE_PIXELS);

  private final Settings settings;
  private final ImportReport report;

  SettingImport(Settings settings, ImportReport report) {
    this.settings = settings;
    this.report = report;
  }

  void run(Actor actor, DjangoSource source) {
    source.settings(
        row -> {
          @Nullable Setting<?> setting = SETTINGS.get(row.key().toLowerCase(Locale.ROOT));
          if (setting == null) {
            report.skip(Subject.SETTING, row.key(), "there is no such setting here");
          } else {
            take(actor, setting, row);
          }
        });
  }

  private <T extends Comparable<T>> void take(
      Actor actor, Setting<T> setting, DjangoSource.Setting row) {
    if (settings.find(setting).isPresent()) {
      report.find(Subject.SETTING);
      return;
    }
    try {
      settings.set(actor, setting, setting.parse(row.value()));
      report.take(Subject.SETTING);
    } catch (RequestRejected e) {
      report.skip(Subject.SETTING, row.key(), e.getMessage());
    }
  }
}
