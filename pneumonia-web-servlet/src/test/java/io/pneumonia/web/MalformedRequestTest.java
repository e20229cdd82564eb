package io.pneumonia.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.pneumonia.web.MalformedRequests.Malformed;
import io.pneumonia.web.RawClient.RawAnswer;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is sent, the answer is an error in the API's form, and the server goes on. */
class MalformedRequestTest {

  private static final long SEED = 20261128;
  private static final int GENERATED = 1_500;

  /** What an upload ends with whose sender has closed: nobody is there to read why. */
  private static final int CLIENT_GONE = 499;

  /** What an answer must not tell of the inside. */
  private static final List<String> SECRETS =
      List.of("Exception", "\tat ", "java.", "org.", "etty", "pneumonia-data", "\\tmp", "/tmp");

  @TempDir static Path folder;

  private static RunningServer server;
  private static String token;
  private static RawClient raw;

  @BeforeAll
  static void start() {
    server = new RunningServer(folder, Map.of());
    raw = new RawClient(server.server().address());
    token =
        server
            .nobody()
            .post("/api/register/", RunningServer.registration("sender"))
            .json()
            .path("token")
            .asText();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @AfterEach
  void theServerGoesOn() {
    assertThat(server.nobody().get("/health/ready/").status()).isEqualTo(200);
    assertThat(server.nobody().withToken(token).get("/api/users/me/").status()).isEqualTo(200);
    assertThat(server.server().application().uploads().taken()).isZero();
    assertThat(server.server().application().queue().waiting()).isZero();
  }

  @Test
  void answersEachMalformedRequestWithAnErrorInJson() {
    List<String> wrong = new ArrayList<>();
    for (Malformed each : MalformedRequests.all(token)) {
      RawAnswer answer = raw.send(each.bytes().array(), each.whole());
      boolean expected =
          each.statuses().isEmpty()
              ? answer.status() / 100 == 4
              : each.statuses().contains(answer.status());
      if (!expected || answer.statuses().size() != 1 || !isErrorInJson(answer)) {
        wrong.add(each.name() + ": " + answer.text());
      }
    }
    assertThat(wrong).isEmpty();
  }

  private static boolean isErrorInJson(RawAnswer answer) {
    String text = answer.text();
    return text.contains("Content-Type: application/json\r\n")
        && text.contains("X-Content-Type-Options: nosniff\r\n")
        && text.contains("\"detail\":\"")
        && SECRETS.stream().noneMatch(text::contains);
  }

  /** Good requests with bytes changed, left out, doubled or cut off. */
  @Test
  void answersNoChangedRequestWithAFailure() {
    Random random = new Random(SEED);
    List<byte[]> good = good();
    List<String> wrong = new ArrayList<>();
    for (int i = 0; i < GENERATED; i++) {
      byte[] changed = changed(good.get(i % good.size()), random);
      RawAnswer answer = raw.send(changed, false);
      boolean failed = answer.statuses().stream().anyMatch(status -> status >= 500);
      boolean refused = answer.status() >= 400 && answer.status() != CLIENT_GONE;
      if (failed || (refused && !isErrorInJson(answer))) {
        wrong.add("request " + i + " of this seed: " + printable(changed) + answer.text());
      }
    }
    assertThat(wrong).isEmpty();
  }

  private static String printable(byte[] request) {
    return new String(request, 0, Math.min(request.length, 300), StandardCharsets.ISO_8859_1)
        .replaceAll("[^\\x20-\\x7e]", ".");
  }

  private static List<byte[]> good() {
    String head = "Host: localhost\r\nConnection: close\r\nAuthorization: Token " + token + "\r\n";
    String profile = "{\"first_name\":\"Ada\",\"last_name\":null}";
    String form = "username=sender&password=wrong";
    List<byte[]> good = new ArrayList<>();
    for (String request :
        List.of(
            "GET /api/results/?page=1&page_size=5&search=a&date_from=2026-01-31&ordering=-created_at"
                + " HTTP/1.1\r\n"
                + head
                + "\r\n",
            "PATCH /api/users/me/ HTTP/1.1\r\n"
                + head
                + "Content-Type: application/json\r\nContent-Length: "
                + profile.length()
                + "\r\n\r\n"
                + profile,
            "POST /api/login/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: "
                + form.length()
                + "\r\n\r\n"
                + form,
            "PATCH /api/users/me/ HTTP/1.1\r\n"
                + head
                + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n14\r\n"
                + "{\"first_name\":\"Ada\"}\r\n0\r\n\r\n")) {
      good.add(request.getBytes(StandardCharsets.ISO_8859_1));
    }
    good.add(upload(head));
    return good;
  }

  private static byte[] upload(String head) {
    byte[] body =
        """
        --x
        Content-Disposition: form-data; name="patient_name"

        Doe
        --x
        Content-Disposition: form-data; name="image"; filename="a.png"
        Content-Type: image/png

        abcdef
        --x--
        """
            .replace("\n", "\r\n")
            .replace("abcdef", "\u0089PNG\r\n\u001a\nabcdef")
            .getBytes(StandardCharsets.ISO_8859_1);
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    request.writeBytes(
        ("POST /api/images/ HTTP/1.1\r\n"
                + head
                + "Content-Type: multipart/form-data; boundary=x\r\nContent-Length: "
                + body.length
                + "\r\n\r\n")
            .getBytes(StandardCharsets.ISO_8859_1));
    request.writeBytes(body);
    return request.toByteArray();
  }

  private static byte[] changed(byte[] request, Random random) {
    byte[] changed = request.clone();
    for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
      int at = random.nextInt(changed.length);
      int end = Math.min(changed.length, at + 1 + random.nextInt(8));
      changed =
          switch (random.nextInt(6)) {
            case 0 -> with(changed, at, (byte) random.nextInt(256));
            case 1 ->
                with(changed, at, (byte) "\0\r\n %&=:;\"{}[]0-/\\".charAt(random.nextInt(18)));
            case 2 -> joined(changed, at, end, Arrays.copyOfRange(changed, end, end));
            case 3 -> joined(changed, end, end, Arrays.copyOfRange(changed, at, end));
            case 4 -> joined(changed, at, at, new byte[1 + random.nextInt(2_000)]);
            default -> random.nextInt(4) == 0 ? Arrays.copyOf(changed, at + 1) : changed;
          };
    }
    return changed;
  }

  private static byte[] with(byte[] request, int at, byte value) {
    request[at] = value;
    return request;
  }

  /** The request with what lies between two places replaced. */
  private static byte[] joined(byte[] request, int from, int to, byte[] between) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    joined.write(request, 0, from);
    joined.writeBytes(between);
    joined.write(request, to, request.length - to);
    return joined.toByteArray();
  }
}
