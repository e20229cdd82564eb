package io.pneumonia.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The launcher script, in a checkout that was just built. */
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {

  @TempDir private static Path temporary;

  private static Path root;
  private static Path target;

  private record Run(int status, String output, String errors) {}

  @BeforeAll
  static void build() throws IOException {
    root = Files.createDirectories(temporary.resolve("a checkout"));
    target = Files.createDirectories(root.resolve("pneumonia-cli/target"));
    copy("pneumonia");
    copy("pneumonia-examples/data/phantom-normal.png");
    copy("pneumonia-core/src/test/resources/image/golden/jpeg-grey.jpg");
    Files.createFile(root.resolve("pom.xml"));
    Files.createDirectories(root.resolve("pneumonia-cli/src/main"));
    Files.createFile(root.resolve("pneumonia-cli/pom.xml"));
    Files.writeString(target.resolve("launcher.classpath"), classPathOfJars());
  }

  private static void copy(String file) throws IOException {
    Files.createDirectories(root.resolve(file).getParent());
    Files.copy(Path.of("..", file), root.resolve(file), StandardCopyOption.COPY_ATTRIBUTES);
  }

  /** An archive takes classes from jars only. */
  private static String classPathOfJars() throws IOException {
    List<String> jars = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      boolean folder = Files.isDirectory(Path.of(entry));
      jars.add(folder ? pack(Path.of(entry), packed(jars.size())).toString() : entry);
    }
    return String.join(File.pathSeparator, jars);
  }

  /**
   * The jar of the class path's first folder is that of the tests, number 0. They are not in the
   * checkout, because Java 17 archives no class of a jar whose path has a space.
   */
  private static Path packed(int number) {
    return temporary.resolve(number + ".jar");
  }

  private static Path pack(Path folder, Path jar) throws IOException {
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(out);
        Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        entries.putNextEntry(new JarEntry(folder.relativize(file).toString()));
        Files.copy(file, entries);
      }
    }
    return jar;
  }

  private static Run run(Map<String, String> environment, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(root.resolve("pneumonia").toString()));
    command.addAll(List.of(arguments));
    Path errors = temporary.resolve("errors");
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
    builder.environment().remove("JAVA_OPTS");
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().putAll(environment);
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Run(process.waitFor(), output, Files.readString(errors));
  }

  private static Path archive() throws Exception {
    run(Map.of(), "--version");
    try (Stream<Path> files = Files.list(target)) {
      return files.filter(file -> file.toString().endsWith(".jsa")).findFirst().orElseThrow();
    }
  }

  private static void assertTellsItsVersion(Run run) {
    assertThat(run.errors()).isEmpty();
    assertThat(run.output()).startsWith("pneumonia ");
    assertThat(run.status()).isZero();
  }

  /** Where the class of the command came from. */
  private static String source(String... arguments) throws Exception {
    Path log = temporary.resolve("classes");
    Run run = run(Map.of("JAVA_OPTS", "-Xlog:class+load:file=" + log), arguments);
    assertThat(run.errors()).isEmpty();
    try (Stream<String> lines = Files.lines(log)) {
      return lines
          .filter(line -> line.contains(" " + PneumoniaCommand.class.getName() + " "))
          .findFirst()
          .orElseThrow();
    }
  }

  @Test
  void takesClassesFromAnArchiveThatItMadeAtItsFirstStart() throws Exception {
    assertThat(archive()).isNotEmptyFile();
    assertThat(source("--version")).contains("shared objects file (top)");
  }

  @Test
  void makesTheArchiveAnewAfterABuild() throws Exception {
    Path archive = archive();
    Files.setLastModifiedTime(archive, FileTime.from(Instant.EPOCH));
    assertTellsItsVersion(run(Map.of(), "--version"));
    assertThat(Files.getLastModifiedTime(archive).toInstant()).isAfter(Instant.EPOCH);
    assertThat(archive).isNotEmptyFile();
  }

  @Test
  void startsInSilenceWithADamagedArchive() throws Exception {
    Path archive = archive();
    byte[] whole = Files.readAllBytes(archive);
    try {
      for (int length : new int[] {0, 1, 5000, whole.length / 2}) {
        Files.deleteIfExists(archive);
        Files.write(archive, Arrays.copyOf(whole, length));
        assertTellsItsVersion(run(Map.of(), "--version"));
      }
      whole = Files.readAllBytes(archive);
      Arrays.fill(whole, 0, 4096, (byte) 0);
      Files.delete(archive);
      Files.write(archive, whole);
      assertTellsItsVersion(run(Map.of(), "--version"));
      assertThat(archive).hasBinaryContent(whole);
    } finally {
      Files.delete(archive);
    }
  }

  @Test
  void startsInSilenceWithAnArchiveOfOtherJars() throws Exception {
    Path archive = archive();
    Path jar = packed(0);
    FileTime built = Files.getLastModifiedTime(jar);
    Files.setLastModifiedTime(jar, FileTime.from(Instant.EPOCH));
    try {
      assertTellsItsVersion(run(Map.of(), "--version"));
      assertThat(source("--version")).doesNotContain("shared objects file (top)");
    } finally {
      Files.setLastModifiedTime(jar, built);
    }
    assertThat(archive).exists();
  }

  @Test
  void startsWithoutAnArchiveWhereTheBuildFolderIsReadOnly() throws Exception {
    Files.deleteIfExists(archive());
    assumeTrue(target.toFile().setWritable(false) && !Files.isWritable(target), "root writes all");
    try {
      assertTellsItsVersion(run(Map.of(), "--version"));
      assertThat(source("--version")).doesNotContain("shared objects file (top)");
    } finally {
      assertThat(target.toFile().setWritable(true)).isTrue();
    }
  }

  @Test
  void letsJavaOptsChooseAnotherCollector() throws Exception {
    archive();
    assertTellsItsVersion(run(Map.of("JAVA_OPTS", "-XX:+UseParallelGC -Xmx512m"), "--version"));
  }

  @Test
  void keepsTheOptimizingCompilerForLongCommands() throws Exception {
    archive();
    assertThat(compilersOf("predict", "--help")).isEqualTo(1);
    assertThat(compilersOf("predict", root.toString())).isEqualTo(4);
    assertThat(compilersOf("evaluate", "--help")).isEqualTo(4);
    assertThat(compilersOf("serve", "--help")).isEqualTo(4);
  }

  private static int compilersOf(String... arguments) throws Exception {
    Run run = run(Map.of("JAVA_OPTS", "-XX:+PrintFlagsFinal"), arguments);
    return run.output()
        .lines()
        .filter(line -> line.contains(" TieredStopAtLevel "))
        .mapToInt(line -> Integer.parseInt(line.replaceAll(".*= *(\\d+).*", "$1")))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void takesTheNativeLibrariesThatTheBuildUnpacked() throws Exception {
    archive();
    Path natives = target.resolve("natives/ai/onnxruntime/native/linux-x64");
    Files.createDirectories(natives);
    try {
      String options = "-XshowSettings:properties";
      Run run = run(Map.of("JAVA_OPTS", options), "--version");
      assertThat(run.errors()).contains("onnxruntime.native.path = " + natives);
    } finally {
      Files.delete(natives);
    }
  }
}
