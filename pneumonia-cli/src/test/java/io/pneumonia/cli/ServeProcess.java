package io.pneumonia.cli;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A {@code pneumonia serve} in a process of its own, and what a client does with it. */
final class ServeProcess implements AutoCloseable {

  static final Path EXAMPLES = Path.of("../pneumonia-examples/data").toAbsolutePath().normalize();

  private static final Pattern ADDRESS = Pattern.compile("serving at (http://\\S+/)");
  private static final Pattern TOKEN = Pattern.compile("\"token\":\"([0-9a-f]{40})\"");
  private static final String BOUNDARY = "----serve4c0d";

  private final Process process;
  private final Path errors;
  private final HttpClient http = HttpClient.newHttpClient();

  private ServeProcess(Process process, Path errors) {
    this.process = process;
    this.errors = errors;
  }

  /** Starts a server with the phantom model, on any free port, with its data in {@code data}. */
  static ServeProcess start(Path folder, String... options) throws IOException {
    return start(folder, Map.of(), options);
  }

  /** The same with more in its environment. */
  static ServeProcess start(Path folder, Map<String, String> environment, String... options)
      throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                "io.pneumonia.cli.PneumoniaCommand",
                "serve",
                "--port",
                "0",
                "--data-dir",
                "data",
                "--model",
                EXAMPLES.resolve("phantom-net.h5").toString()));
    command.addAll(List.of(options));
    Path errors = folder.resolve("serve-errors");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectError(ProcessBuilder.Redirect.appendTo(errors.toFile()));
    builder.environment().putAll(environment);
    return new ServeProcess(builder.start(), errors);
  }

  /** Waits until it listens. */
  URI address() throws IOException {
    BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
    String line = lines.readLine();
    Matcher matcher = ADDRESS.matcher(String.valueOf(line));
    if (!matcher.find()) {
      throw new AssertionError("expected an address, found " + line + "\n" + errors());
    }
    return URI.create(matcher.group(1));
  }

  String errors() throws IOException {
    return Files.readString(errors);
  }

  Process process() {
    return process;
  }

  /** Registers somebody. */
  String token(URI server, String name) throws IOException, InterruptedException {
    String json =
        """
        {"username": "%1$s", "email": "%1$s@example.org", "password": "blue-Heron-42",
         "password_confirm": "blue-Heron-42"}
        """
            .formatted(name);
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(server.resolve("/api/register/"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json))
                .build(),
            BodyHandlers.ofString());
    Matcher matcher = TOKEN.matcher(answer.body());
    if (!matcher.find()) {
      throw new AssertionError("expected a token, found " + answer.body());
    }
    return matcher.group(1);
  }

  HttpResponse<String> get(URI address) throws IOException, InterruptedException {
    return http.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
  }

  HttpResponse<String> upload(URI server, String token, byte[] picture, String notes)
      throws IOException, InterruptedException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes(part("notes\"\r\n\r\n" + notes + "\r\n"));
    body.writeBytes(part("image\"; filename=\"a.png\"\r\n\r\n"));
    body.writeBytes(picture);
    body.writeBytes(("\r\n--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.US_ASCII));
    return http.send(
        HttpRequest.newBuilder(server.resolve("/api/images/"))
            .header("Authorization", "Token " + token)
            .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
            .POST(BodyPublishers.ofByteArray(body.toByteArray()))
            .build(),
        BodyHandlers.ofString());
  }

  private static byte[] part(String rest) {
    return ("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"" + rest)
        .getBytes(StandardCharsets.US_ASCII);
  }

  /** Ends it in any case. */
  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
