package io.pneumonia.web.configuration;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Properties;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Collects what is set: defaults, then a file, then the environment, then the command line. */
public final class ConfigurationSources {

  /** The file that is read from the working folder where none is named. */
  public static final String FILE_NAME = "pneumonia.properties";

  /** A value with where it was found, for messages. */
  record Sourced(String value, String source) {}

  private final Map<ConfigurationKey, Sourced> values = new EnumMap<>(ConfigurationKey.class);

  private ConfigurationSources() {
    for (ConfigurationKey key : ConfigurationKey.values()) {
      values.put(key, new Sourced(key.defaultValue(), "default"));
    }
  }

  /**
   * Collects and checks.
   *
   * @param file the file that was named, or null for {@value #FILE_NAME} where there is one
   * @param environment variables; those that begin with {@code PNEUMONIA_} count
   * @param commandLine what was given as options
   * @return the configuration
   * @throws InvalidConfiguration for an unknown key, a value that cannot be meant, a file that
   *     cannot be read
   */
  public static ServerConfiguration read(
      @Nullable Path file,
      Map<String, String> environment,
      Map<ConfigurationKey, String> commandLine) {
    ConfigurationSources sources = new ConfigurationSources();
    Path usual = Path.of(FILE_NAME);
    if (file != null || Files.isRegularFile(usual)) {
      sources.addFile(file == null ? usual : file);
    }
    sources.addEnvironment(environment);
    sources.addCommandLine(commandLine);
    return new ConfigurationReader(sources.values).read();
  }

  private void addFile(Path file) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      properties.load(reader);
    } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
      throw new InvalidConfiguration(
          file + ": expected a properties file in UTF-8, found " + e.getMessage());
    }
    for (String name : new TreeSet<>(properties.stringPropertyNames())) {
      ConfigurationKey key =
          ConfigurationKey.named(name)
              .orElseThrow(
                  () ->
                      new InvalidConfiguration(
                          file + ": unknown key " + name + "; known are " + known()));
      values.put(key, new Sourced(properties.getProperty(name).strip(), file + ": " + name));
    }
  }

  private static String known() {
    return Arrays.stream(ConfigurationKey.values())
        .map(ConfigurationKey::key)
        .collect(Collectors.joining(", "));
  }

  /** Variables that are unknown may belong to others: orchestrators make some of service names. */
  private void addEnvironment(Map<String, String> environment) {
    for (ConfigurationKey key : ConfigurationKey.values()) {
      String value = environment.get(key.variable());
      if (value != null) {
        values.put(key, new Sourced(value.strip(), key.variable()));
      }
      String file = environment.get(key.variable() + "_FILE");
      if (key.isSecret() && file != null) {
        values.put(key, new Sourced(secretIn(file, key), key.variable() + "_FILE"));
      }
    }
  }

  private static String secretIn(String file, ConfigurationKey key) {
    try {
      return Files.readString(Path.of(file)).strip();
    } catch (IOException | IllegalArgumentException e) {
      throw new InvalidConfiguration(
          "%s_FILE: expected a file with the secret, found %s (%s)"
              .formatted(key.variable(), file, e.getClass().getSimpleName()));
    }
  }

  private void addCommandLine(Map<ConfigurationKey, String> commandLine) {
    commandLine.forEach(
        (key, value) -> {
          if (key.isSecret()) {
            throw new InvalidConfiguration(
                "--%s: a secret must not stand on a command line; set %s or %s_FILE"
                    .formatted(key.key(), key.variable(), key.variable()));
          }
          values.put(key, new Sourced(value.strip(), "--" + key.key()));
        });
  }
}
