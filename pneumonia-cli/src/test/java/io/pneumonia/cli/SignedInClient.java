package io.pneumonia.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Somebody who signed in once, with a token or with a browser's session, at any server. */
final class SignedInClient {

  static final String PASSWORD = "blue-Heron-42";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String BOUNDARY = "----signed1n";

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Map<String, String> headers = new LinkedHashMap<>();

  private SignedInClient() {}

  /** Nobody yet. */
  static SignedInClient nobody() {
    return new SignedInClient();
  }

  /** Registers. */
  static SignedInClient register(URI server, String name) throws Exception {
    SignedInClient client = new SignedInClient();
    JsonNode registered =
        client.json(
            server.resolve("/api/register/"),
            Map.of(
                "username", name,
                "email", name + "@example.org",
                "password", PASSWORD,
                "password_confirm", PASSWORD),
            201);
    client.headers.put("Authorization", "Token " + registered.path("token").asText());
    return client;
  }

  /** Signs in as a program does. */
  static SignedInClient withToken(URI server, String name) throws Exception {
    SignedInClient client = new SignedInClient();
    JsonNode login = client.json(server.resolve("/api/login/"), credentials(name, PASSWORD), 200);
    client.headers.put("Authorization", "Token " + login.path("token").asText());
    return client;
  }

  /** Signs in as a browser does. */
  static SignedInClient withSession(URI server, String name) throws Exception {
    SignedInClient client = new SignedInClient();
    HttpResponse<byte[]> answer =
        client.post(server.resolve("/api/session/"), credentials(name, PASSWORD));
    require(answer, 201);
    String cookie = answer.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
    client.headers.put("Cookie", cookie);
    client.headers.put("X-CSRFToken", tree(answer).path("csrf_token").asText());
    return client;
  }

  private static Map<String, String> credentials(String name, String password) {
    return Map.of("username", name, "password", password);
  }

  /** What a sign-in is answered. */
  static int signIn(URI server, String name, String password) throws Exception {
    return new SignedInClient()
        .post(server.resolve("/api/login/"), credentials(name, password))
        .statusCode();
  }

  boolean hasSession() {
    return headers.containsKey("Cookie");
  }

  HttpResponse<byte[]> get(URI address) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(address));
  }

  JsonNode read(URI address) throws IOException, InterruptedException {
    HttpResponse<byte[]> answer = get(address);
    require(answer, 200);
    return tree(answer);
  }

  /** Sends a page's form. */
  HttpResponse<byte[]> form(URI address, Map<String, String> fields)
      throws IOException, InterruptedException {
    String body =
        fields.entrySet().stream()
            .map(field -> field.getKey() + "=" + encoded(field.getValue()))
            .collect(Collectors.joining("&"));
    return send(
        HttpRequest.newBuilder(address)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(body)));
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  /** Sends a form with files: the name of each field is that of its file. */
  HttpResponse<byte[]> upload(URI address, Map<String, byte[]> files, Map<String, String> names)
      throws IOException, InterruptedException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      body.writeBytes(
          "--%s\r\nContent-Disposition: form-data; name=\"%s\"; filename=\"%s\"\r\n\r\n"
              .formatted(BOUNDARY, file.getKey(), names.getOrDefault(file.getKey(), "a.png"))
              .getBytes(StandardCharsets.US_ASCII));
      body.writeBytes(file.getValue());
      body.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
    }
    body.writeBytes(("--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.US_ASCII));
    return send(
        HttpRequest.newBuilder(address)
            .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
            .POST(BodyPublishers.ofByteArray(body.toByteArray())));
  }

  private JsonNode json(URI address, Map<String, String> fields, int status) throws Exception {
    HttpResponse<byte[]> answer = post(address, fields);
    require(answer, status);
    return tree(answer);
  }

  private HttpResponse<byte[]> post(URI address, Map<String, String> fields) throws Exception {
    return send(
        HttpRequest.newBuilder(address)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(fields))));
  }

  private HttpResponse<byte[]> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    headers.forEach(request::header);
    return http.send(request.build(), BodyHandlers.ofByteArray());
  }

  static JsonNode tree(HttpResponse<byte[]> answer) throws IOException {
    return JSON.readTree(answer.body());
  }

  private static void require(HttpResponse<byte[]> answer, int status) {
    if (answer.statusCode() != status) {
      throw new AssertionError(
          "expected %d, found %d: %s"
              .formatted(
                  status, answer.statusCode(), new String(answer.body(), StandardCharsets.UTF_8)));
    }
  }
}
