package io.pneumonia.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of an installation, each in a process of its own. */
class ServeCommandTest {

  private static final Pattern ADDRESS = Pattern.compile("serving at (http://\\S+/)");
  private static final String MODEL =
      Path.of("../pneumonia-examples/data/phantom-net.h5").toAbsolutePath().toString();

  @TempDir private Path folder;

  private Process start(String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "io.pneumonia.cli.PneumoniaCommand"));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command)
        .directory(folder.toFile())
        .redirectError(folder.resolve("errors").toFile())
        .start();
  }

  private String errors() throws IOException {
    return Files.readString(folder.resolve("errors"));
  }

  private String run(int status, String input, String... arguments) throws Exception {
    Process process = start(arguments);
    try (var in = process.outputWriter(StandardCharsets.UTF_8)) {
      in.write(input);
    }
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(errors()).isEqualTo(status);
    return output;
  }

  private URI address(Process server) throws IOException {
    BufferedReader lines = server.inputReader(StandardCharsets.UTF_8);
    String line = lines.readLine();
    assertThat(line).as(errors()).isNotNull();
    Matcher matcher = ADDRESS.matcher(line);
    assertThat(matcher.find()).as(line).isTrue();
    return URI.create(matcher.group(1));
  }

  @Test
  void servesUntilItIsToldToStopAndKeepsWhatWasRecorded() throws Exception {
    Process server =
        start(
            "serve", "--port", "0", "--data-dir", "data", "--model", MODEL, "--log-level", "debug");
    try {
      URI address = address(server);
      saysInUseOf(address.getPort());
      upload(address);
      URI health = address.resolve("/health/");
      HttpResponse<String> answer =
          HttpClient.newHttpClient()
              .send(HttpRequest.newBuilder(health).build(), HttpResponse.BodyHandlers.ofString());
      assertThat(answer.body()).contains("\"status\":\"healthy\"");
      server.destroy();
      assertThat(server.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(errors())
          .contains("io.pneumonia.access - GET /health/ 200")
          .containsPattern("\\[request-of-a-test] \\S+ActiveModel - analysed in \\d+ ms")
          .doesNotContain("SLF4J");
      assertThat(folder.resolve("data/records.db")).exists();
    } finally {
      server.destroyForcibly();
    }
  }

  private void saysInUseOf(int port) {
    CommandResult second =
        CommandResult.of(
            "serve",
            "--port",
            Integer.toString(port),
            "--data-dir",
            folder.resolve("second").toString(),
            "--model",
            MODEL);
    assertThat(second.status()).isEqualTo(ExitStatus.USAGE);
    assertThat(second.err())
        .contains("port: expected one that is free on 127.0.0.1, found " + port)
        .doesNotContain("\tat ");
  }

  private static void upload(URI server) throws Exception {
    HttpClient client = HttpClient.newHttpClient();
    HttpRequest register =
        HttpRequest.newBuilder(server.resolve("/api/register/"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "username=eve&email=eve@example.org&password=correct+horse+battery"
                        + "&password_confirm=correct+horse+battery"))
            .build();
    String account = client.send(register, HttpResponse.BodyHandlers.ofString()).body();
    String token = account.replaceFirst(".*\"token\":\"(\\w+)\".*", "$1");
    byte[] head =
        "--x\r\nContent-Disposition: form-data; name=\"image\"; filename=\"a.png\"\r\n\r\n"
            .getBytes(StandardCharsets.US_ASCII);
    byte[] picture = Files.readAllBytes(Path.of("../pneumonia-examples/data/phantom-normal.png"));
    byte[] end = "\r\n--x--\r\n".getBytes(StandardCharsets.US_ASCII);
    HttpRequest upload =
        HttpRequest.newBuilder(server.resolve("/api/images/"))
            .header("Authorization", "Token " + token)
            .header("X-Request-Id", "request-of-a-test")
            .header("Content-Type", "multipart/form-data; boundary=x")
            .POST(HttpRequest.BodyPublishers.ofByteArrays(List.of(head, picture, end)))
            .build();
    HttpResponse<String> answer = client.send(upload, HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
  }

  @Test
  void makesListsAndDeactivatesAccounts() throws Exception {
    String made =
        run(
            ExitStatus.DONE,
            "correct horse battery\n",
            "users",
            "create-admin",
            "--email",
            "root@example.org",
            "--password-stdin",
            "--data-dir",
            "data");
    assertThat(made).contains("admin is an administrator now.");
    assertThat(run(ExitStatus.DONE, "", "users", "list", "--data-dir", "data"))
        .contains("1\tadmin\troot@example.org\tadministrator\tnever");
    run(ExitStatus.USAGE, "", "users", "deactivate", "admin", "--data-dir", "data");
    assertThat(errors()).contains("the last administrator must remain one");
    run(
        ExitStatus.USAGE,
        "short\n",
        "users",
        "reset-password",
        "admin",
        "--data-dir",
        "data",
        "--password-stdin");
    assertThat(errors()).contains("too short");
  }

  @Test
  void saysInOneSentenceWhatStopsTheStart() throws Exception {
    run(ExitStatus.USAGE, "", "serve", "--port", "many");
    assertThat(errors())
        .isEqualToIgnoringNewLines(
            "pneumonia: --port: expected a whole number from 0 to 65535, found 'many'");
    run(ExitStatus.CANNOT_OPEN, "", "serve", "--port", "0", "--model", "none.h5");
    assertThat(errors()).contains("none.h5").doesNotContain("\tat ");
    Files.createDirectories(folder.resolve("broken"));
    Files.writeString(folder.resolve("broken/records.db"), "no database ".repeat(1_000));
    run(
        ExitStatus.CANNOT_OPEN,
        "",
        "serve",
        "--port",
        "0",
        "--model",
        MODEL,
        "--data-dir",
        "broken");
    assertThat(errors()).contains("records.db");
    Files.writeString(folder.resolve("file"), "no folder");
    run(ExitStatus.CANNOT_OPEN, "", "serve", "--port", "0", "--model", MODEL, "--data-dir", "file");
    assertThat(errors()).contains("file");
  }
}
