package io.pneumonia.web;

import java.util.List;

/** What is wrong before a body begins. */
final class MalformedHeads extends MalformedRequests {

  MalformedHeads(String token) {
    super(token);
  }

  List<Malformed> list() {
    requestLines();
    headers();
    framing();
    paths();
    queries();
    credentials();
    return added();
  }

  private void requestLines() {
    add("words", "GARBAGE\r\n\r\n", 400);
    add("no path", "GET\r\n\r\n", 400);
    add("no version", "GET /health/\r\n\r\n", 400);
    add("version of the future", "GET /health/ HTTP/9.9\r\n" + HOST + "\r\n", 400);
    add("no such version", "GET /health/ HTTPS/1.1\r\n" + HOST + "\r\n", 400);
    add("preface of HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400, 426);
    add("hello of TLS", new byte[] {22, 3, 1, 0, 5, 1, 0, 0, 1, 0, 13, 10, 13, 10}, 400);
    add("nul as method", "\0 /health/ HTTP/1.1\r\n" + HOST + "\r\n", 400);
    add("unknown method", head("BREW /health/") + "\r\n", 405);
    add("method in small letters", head("get /health/") + "\r\n", 405);
    add("overlong method", head("G".repeat(5_000) + " /health/") + "\r\n", 400, 405, 414);
    add("trace", head("TRACE /health/") + "\r\n", 405);
    add("tunnel", "CONNECT example.org:443 HTTP/1.1\r\n" + HOST + CLOSE + "\r\n", 400, 404, 405);
    add("options of everything but a path", head("OPTIONS health") + "\r\n", 400, 404);
    add("other host in the line", head("GET http://evil.example/health/") + "\r\n", 400);
    add("path that is none", head("GET health") + "\r\n", 400);
    add("method that is not allowed", head("PUT /api/login/", "Content-Length: 0") + "\r\n", 405);
    add(
        "overriding the method",
        head("POST /health/", "X-HTTP-Method-Override: GET", "Content-Length: 0") + "\r\n",
        405);
  }

  private void headers() {
    add("no host", "GET /health/ HTTP/1.1\r\n" + CLOSE + "\r\n", 400);
    add("two hosts", head("GET /health/", "Host: other") + "\r\n", 400);
    add("host of another", "GET /health/ HTTP/1.1\r\nHost: evil.example\r\n" + CLOSE + "\r\n", 400);
    add("host with blanks", "GET /health/ HTTP/1.1\r\nHost: a b\r\n" + CLOSE + "\r\n", 400);
    add(
        "host with a path",
        "GET /health/ HTTP/1.1\r\nHost: localhost/@evil\r\n" + CLOSE + "\r\n",
        400);
    add(
        "host with a port too many",
        "GET /health/ HTTP/1.1\r\nHost: localhost:99999999\r\n" + CLOSE + "\r\n",
        400);
    add("header without colon", head("GET /health/", "Nonsense") + "\r\n", 400);
    add("header without name", head("GET /health/", ": x") + "\r\n", 400);
    add("blank before the colon", head("GET /health/", "X-A : x") + "\r\n", 400);
    add("nul in a header", head("GET /health/", "X-A: a\0b") + "\r\n", 400);
    add("folded header", head("GET /health/", "X-A: a", " b") + "\r\n", 400);
    add("overlong header", head("GET /health/", "X-A: " + "a".repeat(40_000)) + "\r\n", 431);
    add("many headers", head("GET /health/", "X-A: a\r\n".repeat(4_000) + "X-B: b") + "\r\n", 431);
    add("expecting something else", head("GET /health/", "Expect: wonders") + "\r\n", 417);
    add("nothing acceptable", head("GET /health/", "Accept: audio/ogg") + "\r\n", 406);
    add("accepting nonsense", head("GET /health/", "Accept: ;;;q=x/") + "\r\n", 400, 406);
  }

  private void framing() {
    String login = "POST /api/login/";
    String json = "Content-Type: application/json";
    add("two lengths", head(login, json, "Content-Length: 2", "Content-Length: 3") + "\r\n{}", 400);
    add(
        "length and chunks",
        head(login, json, "Content-Length: 2", "Transfer-Encoding: chunked") + "\r\n0\r\n\r\n",
        400);
    add(
        "chunks, then something else",
        head(login, json, "Transfer-Encoding: chunked, identity") + "\r\n0\r\n\r\n",
        400);
    add("unknown coding", head(login, json, "Transfer-Encoding: xchunked") + "\r\n0\r\n\r\n", 400);
    add(
        "chunked twice",
        head(login, json, "Transfer-Encoding: chunked", "Transfer-Encoding: chunked")
            + "\r\n0\r\n\r\n",
        400);
    add("negative length", head(login, json, "Content-Length: -1") + "\r\n{}", 400);
    add("length with a sign", head(login, json, "Content-Length: +2") + "\r\n{}", 400);
    add("length in words", head(login, json, "Content-Length: two") + "\r\n{}", 400);
    add("length in hexadecimal", head(login, json, "Content-Length: 0x2") + "\r\n{}", 400);
    add(
        "length beyond numbers",
        head(login, json, "Content-Length: 99999999999999999999") + "\r\n{}",
        400,
        413);
    add(
        "length of a galaxy",
        head(login, json, "Content-Length: 9223372036854775807") + "\r\n{}",
        400,
        413);
    add("less than said", head(login, json, "Content-Length: 200") + "\r\n{", 400);
    add(
        "chunk of nonsense",
        head(login, json, "Transfer-Encoding: chunked") + "\r\nzz\r\n{}\r\n0\r\n\r\n",
        400);
    add(
        "chunk of negative size",
        head(login, json, "Transfer-Encoding: chunked") + "\r\n-2\r\n{}\r\n0\r\n\r\n",
        400);
    add(
        "chunk of overflowing size",
        head(login, json, "Transfer-Encoding: chunked")
            + "\r\nFFFFFFFFFFFFFFFF2\r\n{}\r\n0\r\n\r\n",
        400,
        413);
    add(
        "chunk without an end",
        head(login, json, "Transfer-Encoding: chunked") + "\r\n2\r\n{",
        400);
    add(
        "chunk with more than said",
        head(login, json, "Transfer-Encoding: chunked") + "\r\n1\r\n{}\r\n0\r\n\r\n",
        400);
    add(
        "request in a body",
        head("GET /health/", "Content-Length: 5", "Transfer-Encoding: chunked")
            + "\r\n0\r\n\r\nGET /metrics HTTP/1.1\r\n"
            + HOST
            + "\r\n",
        400);
  }

  private void paths() {
    for (String path :
        List.of(
            "/%",
            "/%zz",
            "/%2",
            "/api/%ff/",
            "/api/%c0%af",
            "/api/%00",
            "/api/images/%2e%2e/",
            "/media/../../etc/passwd",
            "/media/..%2f..%2fetc/passwd",
            "/media/%2e%2e/x",
            "/media//etc/passwd",
            "/media/x\\..\\y",
            "/api/images;a=b/1/",
            "/api/images/-1/",
            "/api/images/0/",
            "/api/images/99999999999999999999/",
            "/api/images/1e3/",
            "/api/images/1%20/",
            "/api/images/%31%2f/",
            "/api//images//",
            "/api/results/1/x/",
            "/api/docs/..%2f..%2fsecret",
            "/api/docs/%2e%2e/",
            "/WEB-INF/web.xml",
            "/META-INF/",
            "/.git/config",
            "/api/images/\u00e9/",
            "/api/images/\u0001/",
            "/api/images/1 1/")) {
      add("path " + path, head("GET " + path, authorization()) + "\r\n");
    }
    add("overlong path", head("GET /" + "a".repeat(20_000)) + "\r\n", 414, 431);
    add("deep path", head("GET " + "/a".repeat(3_000)) + "\r\n", 404, 414);
  }

  private void queries() {
    for (String query :
        List.of(
            "page=-1",
            "page=0",
            "page=99999999999",
            "page=1e3",
            "page=1.5",
            "page=%00",
            "page=x",
            "page_size=-1",
            "page_size=0",
            "page_size=2147483648",
            "page=%zz",
            "page=%",
            "search=%ff%fe",
            "search=%zz",
            "ordering=%27;DROP%20TABLE%20users",
            "ordering=--id",
            "ordering=-",
            "date_from=2026-13-45",
            "date_from=2026-02-30",
            "date_from=yesterday",
            "date_from=%2B999999999-12-31",
            "date_to=%2B999999999-12-31",
            "date_to=-999999999-01-01",
            "confidence_min=NaN",
            "confidence_min=Infinity",
            "confidence_min=-1",
            "confidence_max=1e400",
            "confidence_max=101",
            "confidence_min=0x1p3",
            "confidence_max=5d",
            "predicted_class=MAYBE",
            "predicted_class=%F0%9F%92%A9")) {
      add("results?" + query, head("GET /api/results/?" + query, authorization()) + "\r\n", 400);
    }
    add("format", head("GET /api/results/export/?format=xlsx", authorization()) + "\r\n", 400);
    add("action", head("GET /api/history/?action=%00", authorization()) + "\r\n", 400);
    add(
        "history's far end",
        head("GET /api/history/?date_to=%2B999999999-12-31", authorization()) + "\r\n",
        400);
    add(
        "overlong query",
        head("GET /api/results/?search=" + "a".repeat(20_000), authorization()) + "\r\n",
        414,
        431);
  }

  private void credentials() {
    for (String given :
        List.of(
            "Token",
            "Token ",
            "Token  ",
            "Basic YTpi",
            "Bearer x",
            "Token \u00ff",
            "Token " + "a".repeat(8_000),
            "x",
            "Token a b c",
            "Token ' OR 1=1 --")) {
      add(
          "authorization " + given,
          head("GET /api/users/me/", "Authorization: " + given) + "\r\n",
          400,
          401);
    }
    for (String cookie :
        List.of(
            "pneumonia_session",
            "pneumonia_session=",
            "pneumonia_session=\u0001",
            "=;=;",
            "pneumonia_session=\"",
            "$Version=1; a",
            "pneumonia_session=" + "a".repeat(8_000))) {
      add("cookie " + cookie, head("GET /api/users/me/", "Cookie: " + cookie) + "\r\n", 400, 401);
    }
  }
}
