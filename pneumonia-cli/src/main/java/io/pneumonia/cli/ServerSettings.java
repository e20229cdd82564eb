package io.pneumonia.cli;

import io.pneumonia.web.configuration.ConfigurationKey;
import io.pneumonia.web.configuration.ConfigurationSources;
import io.pneumonia.web.configuration.ServerConfiguration;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The options of every command that works on an installation: one for each setting. */
final class ServerSettings {

  private static final String CONFIG = "--config";

  private ServerSettings() {}

  /** Adds the options; secrets have none, since every user of a machine sees command lines. */
  static void addTo(CommandSpec spec) {
    spec.addOption(
        OptionSpec.builder(CONFIG)
            .paramLabel("FILE")
            .type(Path.class)
            .description(
                "Settings; default: " + ConfigurationSources.FILE_NAME + " where there is one.")
            .build());
    for (ConfigurationKey key : ConfigurationKey.values()) {
      if (!key.isSecret()) {
        spec.addOption(
            OptionSpec.builder("--" + key.key())
                .paramLabel("VALUE")
                .type(String.class)
                .description(description(key))
                .build());
      }
    }
  }

  private static String description(ConfigurationKey key) {
    String text = key.description().replace("%", "%%");
    return key.defaultValue().isEmpty() ? text : text + " Default: " + key.defaultValue() + ".";
  }

  static ServerConfiguration read(CommandSpec spec) {
    Map<ConfigurationKey, String> given = new EnumMap<>(ConfigurationKey.class);
    for (ConfigurationKey key : ConfigurationKey.values()) {
      @Nullable OptionSpec option = spec.findOption("--" + key.key());
      @Nullable String value = option == null ? null : option.getValue();
      if (value != null) {
        given.put(key, value);
      }
    }
    @Nullable Path file = spec.findOption(CONFIG).getValue();
    return ConfigurationSources.read(file, System.getenv(), given);
  }
}
