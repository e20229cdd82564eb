package io.pneumonia.web;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Requests that nobody should send, each with the statuses that may answer it. */
class MalformedRequests {

  static final String HOST = "Host: localhost\r\n";
  static final String CLOSE = "Connection: close\r\n";

  private final String token;
  private final List<Malformed> all = new ArrayList<>();

  /**
   * One request.
   *
   * @param name what is wrong with it
   * @param bytes the request
   * @param statuses any of these answers it; 4xx where there is none
   * @param whole whether it is all there, so that the client may go on listening
   */
  record Malformed(String name, ByteBuffer bytes, List<Integer> statuses, boolean whole) {
    @Override
    public String toString() {
      return name;
    }
  }

  MalformedRequests(String token) {
    this.token = token;
  }

  /** All of them, for somebody who is signed in. */
  static List<Malformed> all(String token) {
    List<Malformed> all = new ArrayList<>(new MalformedHeads(token).list());
    all.addAll(new MalformedBodies(token).list());
    return all;
  }

  List<Malformed> added() {
    return all;
  }

  void add(String name, String request, Integer... statuses) {
    add(name, request.getBytes(StandardCharsets.ISO_8859_1), statuses);
  }

  void add(String name, byte[] request, Integer... statuses) {
    all.add(new Malformed(name, ByteBuffer.wrap(request), List.of(statuses), false));
  }

  void addWhole(String name, String request, Integer... statuses) {
    byte[] bytes = request.getBytes(StandardCharsets.ISO_8859_1);
    all.add(new Malformed(name, ByteBuffer.wrap(bytes), List.of(statuses), true));
  }

  static String head(String line, String... headers) {
    return line + " HTTP/1.1\r\n" + HOST + CLOSE + lines(headers);
  }

  private static String lines(String... headers) {
    return headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
  }

  String authorization() {
    return "Authorization: Token " + token;
  }
}
