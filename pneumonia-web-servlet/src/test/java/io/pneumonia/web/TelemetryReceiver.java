package io.pneumonia.web;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPInputStream;

/** What stands at the other end: takes everything that is sent, and keeps it as it came. */
final class TelemetryReceiver implements AutoCloseable {

  private final HttpServer server;
  private final List<Received> received = new CopyOnWriteArrayList<>();

  /**
   * One request.
   *
   * @param path where to
   * @param headers all of them
   * @param body unpacked, a character for each byte
   */
  record Received(String path, String headers, String body) {}

  TelemetryReceiver() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::take);
    server.start();
  }

  String authority() {
    return "localhost:" + server.getAddress().getPort();
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      if ("gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"))) {
        body = new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes();
      }
      received.add(
          new Received(
              exchange.getRequestURI().toString(),
              exchange.getRequestHeaders().entrySet().toString(),
              new String(body, StandardCharsets.ISO_8859_1)));
      exchange.sendResponseHeaders(200, -1);
    }
  }

  List<Received> at(String path) {
    return received.stream().filter(each -> each.path().equals(path)).toList();
  }

  /** Every byte that came, of lines, headers and bodies. */
  String everything() {
    return received.toString();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
