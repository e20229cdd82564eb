package io.pneumonia.web.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ConfigurationPageTest {

  @Test
  void listsEverySettingWithItsDefaultAndMeaning() throws IOException {
    String page = Files.readString(Path.of("../docs/configuration.md"));
    assertThat(page)
        .contains(
            Arrays.stream(ConfigurationKey.values()).map(ConfigurationPageTest::row).toList());
    assertThat(page.lines().filter(line -> line.startsWith("| `")))
        .hasSize(ConfigurationKey.values().length);
  }

  private static String row(ConfigurationKey key) {
    String value = key.defaultValue().isEmpty() ? "" : "`" + key.defaultValue() + "`";
    String secret = key.isSecret() ? " Secret." : "";
    return "| `%s` | %s | %s%s |".formatted(key.key(), value, key.description(), secret);
  }
}
