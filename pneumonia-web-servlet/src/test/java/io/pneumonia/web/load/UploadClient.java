package io.pneumonia.web.load;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One client of a load: a connection, an account, one picture after the other. */
final class UploadClient extends Thread {

  private static final String BOUNDARY = "----load5b1e";
  private static final Pattern TOKEN = Pattern.compile("\"token\"\\s*:\\s*\"([0-9a-f]{40})\"");
  private static final Pattern LENGTH = Pattern.compile("(?im)^content-length:\\s*(\\d+)");
  private static final Pattern RETRY = Pattern.compile("(?im)^retry-after:\\s*(\\d+)");
  private static final int PATIENCE_MILLIS = 60_000;

  private final URI server;
  private final List<byte[]> bodies;
  private final int first;
  private final List<Answer> answers = new CopyOnWriteArrayList<>();
  private String token = "";
  private Socket connection;
  private InputStream in;
  private volatile boolean finished;

  UploadClient(URI server, List<byte[]> bodies, int first) {
    super("client-" + first);
    this.server = server;
    this.bodies = bodies;
    this.first = first;
  }

  /** The status, or why there was none; when it came, and how long that took. */
  record Answer(String outcome, long end, long nanos) {}

  private record Reply(int status, String head, String body) {}

  static byte[] body(Path picture) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes(
        ascii(
            "--%s\r\nContent-Disposition: form-data; name=\"image\"; filename=\"%s\"\r\n\r\n"
                .formatted(BOUNDARY, picture.getFileName())));
    body.writeBytes(Files.readAllBytes(picture));
    body.writeBytes(ascii("\r\n--" + BOUNDARY + "--\r\n"));
    return body.toByteArray();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** Makes an account, of which the token goes with every upload. */
  void register() throws IOException {
    String name = "load" + UUID.randomUUID().toString().replace("-", "").substring(0, 20);
    String json =
        """
        {"username": "%1$s", "email": "%1$s@example.org", "password": "blue-Heron-42",
         "password_confirm": "blue-Heron-42"}
        """
            .formatted(name);
    Reply reply = post("/api/register/", "application/json", ascii(json));
    Matcher found = TOKEN.matcher(reply.body());
    if (reply.status() != 201 || !found.find()) {
      throw new IOException("register: expected 201 and a token, found " + reply);
    }
    token = found.group(1);
  }

  List<Answer> answers() {
    return answers;
  }

  void finish() {
    finished = true;
  }

  @Override
  public void run() {
    for (int i = first; !finished; i++) {
      upload(bodies.get(i % bodies.size()));
    }
    disconnect();
  }

  private void upload(byte[] body) {
    long start = System.nanoTime();
    try {
      Reply reply = post("/api/images/", "multipart/form-data; boundary=" + BOUNDARY, body);
      note(Integer.toString(reply.status()), start);
      Matcher retry = RETRY.matcher(reply.head());
      if (reply.status() == 503 && retry.find()) {
        Thread.sleep(1000L * Integer.parseInt(retry.group(1)));
      }
    } catch (IOException e) {
      disconnect();
      note(e.getClass().getSimpleName() + " " + e.getMessage(), start);
    } catch (InterruptedException e) {
      finished = true;
    }
  }

  private void note(String outcome, long start) {
    long end = System.nanoTime();
    answers.add(new Answer(outcome, end, end - start));
  }

  private Reply post(String path, String type, byte[] body) throws IOException {
    String authorization = token.isEmpty() ? "" : "Authorization: Token " + token + "\r\n";
    byte[] head =
        ascii(
            "POST %s HTTP/1.1\r\nHost: %s\r\nContent-Type: %s\r\nContent-Length: %d\r\n%s\r\n"
                .formatted(path, server.getAuthority(), type, body.length, authorization));
    connect();
    OutputStream out = connection.getOutputStream();
    out.write(head);
    out.write(body);
    return read();
  }

  private Reply read() throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    int ends = 0;
    while (ends < 2) {
      int c = in.read();
      if (c < 0) {
        throw new EOFException("no answer");
      }
      head.write(c);
      ends = c == '\n' ? ends + 1 : c == '\r' ? ends : 0;
    }
    String text = head.toString(StandardCharsets.US_ASCII);
    Matcher length = LENGTH.matcher(text);
    if (!length.find()) {
      throw new IOException("expected a length, found " + text.lines().findFirst().orElse(""));
    }
    byte[] body = in.readNBytes(Integer.parseInt(length.group(1)));
    if (text.toLowerCase(java.util.Locale.ROOT).contains("\r\nconnection: close")) {
      disconnect();
    }
    int status = Integer.parseInt(text.substring(9, 12));
    return new Reply(status, text, new String(body, StandardCharsets.UTF_8));
  }

  private void connect() throws IOException {
    if (connection == null) {
      connection = new Socket(server.getHost(), server.getPort());
      connection.setTcpNoDelay(true);
      connection.setSoTimeout(PATIENCE_MILLIS);
      in = new BufferedInputStream(connection.getInputStream());
    }
  }

  private void disconnect() {
    try {
      if (connection != null) {
        connection.close();
      }
    } catch (IOException e) {
      // It is of no use any more.
    } finally {
      connection = null;
    }
  }
}
