package io.pneumonia.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Bytes over a socket, with what no HTTP client would send. */
final class RawClient {

  private static final int PATIENCE_MILLIS = 20_000;
  private static final Pattern STATUS = Pattern.compile("(?m)^HTTP/1\\.[01] (\\d{3})");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final URI server;

  RawClient(URI server) {
    this.server = server;
  }

  /** All that came back until the server closed; empty if it closed without a word. */
  record RawAnswer(String text) {

    List<Integer> statuses() {
      List<Integer> statuses = new ArrayList<>();
      Matcher matcher = STATUS.matcher(text);
      while (matcher.find()) {
        statuses.add(Integer.valueOf(matcher.group(1)));
      }
      return statuses;
    }

    int status() {
      return statuses().isEmpty() ? 0 : statuses().get(0);
    }

    /** The body of an answer that is not chunked. */
    JsonNode json() {
      try {
        return JSON.readTree(text.substring(text.indexOf("\r\n\r\n") + 4));
      } catch (IOException e) {
        throw new UncheckedIOException(text, e);
      }
    }
  }

  /**
   * Sends, and listens until the server closes.
   *
   * @param request the bytes
   * @param open whether to leave the own side open; one that is closed says that nothing follows,
   *     and that whoever waits for an analysis has gone
   */
  RawAnswer send(byte[] request, boolean open) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(server.getHost(), server.getPort()), PATIENCE_MILLIS);
      socket.setSoTimeout(PATIENCE_MILLIS);
      write(socket, request, open);
      return new RawAnswer(new String(read(socket), StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A server that has answered need not read on: what it does not take is no matter. */
  private static void write(Socket socket, byte[] request, boolean open) {
    try {
      socket.getOutputStream().write(request);
      if (!open) {
        socket.shutdownOutput();
      }
    } catch (IOException e) {
      // It has closed; its answer is there.
    }
  }

  private static byte[] read(Socket socket) throws IOException {
    ByteArrayOutputStream received = new ByteArrayOutputStream();
    InputStream in = socket.getInputStream();
    byte[] buffer = new byte[8192];
    try {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        received.write(buffer, 0, read);
      }
    } catch (java.net.SocketException e) {
      // A reset after the answer: more was sent than the server read.
    }
    return received.toByteArray();
  }
}
