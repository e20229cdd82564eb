package io.pneumonia.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Requests to a running server, as a program would make them. */
final class ApiClient {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String BOUNDARY = "----boundary7d3f";

  static {
    allowHeaders();
  }

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI base;
  private final Map<String, String> headers = new LinkedHashMap<>();

  ApiClient(URI base) {
    this.base = base;
  }

  /** Before anybody in the process makes a client: then it is too late. */
  static void allowHeaders() {
    System.setProperty("jdk.httpclient.allowRestrictedHeaders", "connection");
  }

  /** The same with one more header in every request. */
  ApiClient with(String name, String value) {
    ApiClient other = new ApiClient(base);
    other.headers.putAll(headers);
    other.headers.put(name, value);
    return other;
  }

  ApiClient withToken(String token) {
    return with("Authorization", "Token " + token);
  }

  /** An answer. */
  record Answer(HttpResponse<byte[]> response) {

    int status() {
      return response.statusCode();
    }

    String text() {
      return new String(response.body(), StandardCharsets.UTF_8);
    }

    JsonNode json() {
      try {
        return JSON.readTree(response.body());
      } catch (IOException e) {
        throw new UncheckedIOException(text(), e);
      }
    }

    String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }
  }

  Answer get(String path) {
    return send("GET", path, BodyPublishers.noBody(), null);
  }

  Answer delete(String path) {
    return send("DELETE", path, BodyPublishers.noBody(), null);
  }

  Answer post(String path, Map<String, ?> body) {
    return json("POST", path, body);
  }

  Answer json(String method, String path, Map<String, ?> body) {
    try {
      return send(
          method,
          path,
          BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)),
          "application/json");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Answer upload(String path, String fileName, byte[] picture, Map<String, String> fields) {
    return send(
        "POST",
        path,
        BodyPublishers.ofByteArray(form(fileName, picture, fields)),
        "multipart/form-data; boundary=" + BOUNDARY);
  }

  /** An upload as it goes over the wire. */
  byte[] rawUpload(byte[] picture) {
    byte[] form = form("a.png", picture, Map.of());
    StringBuilder head = new StringBuilder("POST /api/images/ HTTP/1.1\r\nHost: localhost\r\n");
    headers.forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
    head.append("Content-Type: multipart/form-data; boundary=" + BOUNDARY + "\r\n");
    head.append("Content-Length: " + form.length + "\r\n\r\n");
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    request.writeBytes(bytes(head.toString()));
    request.writeBytes(form);
    return request.toByteArray();
  }

  private static byte[] form(String fileName, byte[] picture, Map<String, String> fields) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    fields.forEach(
        (name, value) ->
            body.writeBytes(
                bytes(
                    "--%s\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n"
                        .formatted(BOUNDARY, name, value))));
    body.writeBytes(
        bytes(
            "--%s\r\nContent-Disposition: form-data; name=\"image\"; filename=\"%s\"\r\n\r\n"
                .formatted(BOUNDARY, fileName)));
    body.writeBytes(picture);
    body.writeBytes(bytes("\r\n--" + BOUNDARY + "--\r\n"));
    return body.toByteArray();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  Answer send(String method, String path, BodyPublisher body, String contentType) {
    HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path)).method(method, body);
    headers.forEach(request::header);
    // A server that refuses a body before it has come closes, even a connection that was to be
    // kept.
    request.header("Connection", "close");
    if (contentType != null) {
      request.header("Content-Type", contentType);
    }
    try {
      return new Answer(http.send(request.build(), BodyHandlers.ofByteArray()));
    } catch (IOException e) {
      throw new UncheckedIOException(method + " " + path, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
