package io.pneumonia.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Every Java snippet of the README is a region of an example, which a test runs. */
class ReadmeTest {

  private static final Pattern SNIPPET =
      Pattern.compile("<!-- region (\\w+) of (\\w+) -->\\n```java\\n(.*?)```", Pattern.DOTALL);

  @Test
  void snippetsAreRegionsOfExamples() throws IOException {
    String readme = Files.readString(Path.of("../README.md"));
    assertThat(readme.split("```java", -1))
        .hasSize(1 + (int) SNIPPET.matcher(readme).results().count());
    for (MatchResult snippet : SNIPPET.matcher(readme).results().toList()) {
      assertThat(snippet.group(3)).isEqualTo(region(snippet.group(2), snippet.group(1)));
    }
  }

  private static String region(String example, String name) throws IOException {
    Path file = Path.of("src/main/java/io/pneumonia/examples", example + ".java");
    Pattern region =
        Pattern.compile("// region " + name + "\\n(.*?) *// endregion", Pattern.DOTALL);
    Matcher found = region.matcher(Files.readString(file));
    assertThat(found.find()).as("region %s in %s", name, file).isTrue();
    return found.group(1).stripTrailing().stripIndent() + "\n";
  }
}
