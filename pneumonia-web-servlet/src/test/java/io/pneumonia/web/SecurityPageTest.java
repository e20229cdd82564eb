package io.pneumonia.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page on security names tests that exist. */
class SecurityPageTest {

  private static final Pattern NAMED = Pattern.compile("`(\\w+Test)\\.(\\w+)`");

  @Test
  void namesTestsThatExist() throws IOException {
    Map<String, String> sources = sources();
    String page = Files.readString(Path.of("../docs/security.md"));
    assertThat(NAMED.matcher(page).results())
        .hasSizeGreaterThan(40)
        .allSatisfy(
            named ->
                assertThat(sources.getOrDefault(named.group(1), ""))
                    .as(named.group())
                    .contains("void " + named.group(2) + "("));
  }

  @Test
  void saysWhereNoTestShowsALine() throws IOException {
    assertThat(Files.readString(Path.of("../docs/security.md")).lines())
        .filteredOn(line -> line.matches("\\| \\d.*\\|\\s*\\|"))
        .isNotEmpty()
        .allSatisfy(line -> assertThat(line).contains("**"));
  }

  private static Map<String, String> sources() throws IOException {
    Map<String, String> sources = new TreeMap<>();
    for (String module :
        new String[] {"pneumonia-web-servlet", "pneumonia-persistence", "pneumonia-cli"}) {
      try (Stream<Path> files = Files.walk(Path.of("..", module, "src/test/java"))) {
        files
            .filter(file -> file.toString().endsWith("Test.java"))
            .forEach(
                file ->
                    sources.put(file.getFileName().toString().replace(".java", ""), read(file)));
      }
    }
    return sources;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
