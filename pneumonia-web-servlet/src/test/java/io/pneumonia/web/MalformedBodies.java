package io.pneumonia.web;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Bodies that are not what they say. */
final class MalformedBodies extends MalformedRequests {

  MalformedBodies(String token) {
    super(token);
  }

  List<Malformed> list() {
    json();
    forms();
    contentTypes();
    multipart();
    return added();
  }

  private void login(String name, byte[] body, String type, Integer... statuses) {
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    request.writeBytes(
        (head("POST /api/login/", "Content-Type: " + type, "Content-Length: " + body.length)
                + "\r\n")
            .getBytes(StandardCharsets.ISO_8859_1));
    request.writeBytes(body);
    add(name, request.toByteArray(), statuses);
  }

  private void json(String name, String body, Integer... statuses) {
    login("json: " + name, body.getBytes(StandardCharsets.UTF_8), "application/json", statuses);
  }

  private void json() {
    json("nothing", "", 400);
    for (String body :
        List.of(
            "{",
            "}",
            "[]",
            "[{}]",
            "null",
            "1",
            "true",
            "\"a\"",
            "{}",
            "{\"username\"}",
            "{'username':'a'}",
            "{\"username\":}",
            "{\"username\":\"a\",}",
            "{} {}",
            "{}x",
            "//",
            "{\"username\":[\"a\"],\"password\":\"b\"}",
            "{\"username\":{},\"password\":\"b\"}",
            "{\"username\":1,\"password\":2}",
            "{\"username\":null,\"password\":null}",
            "{\"username\":\"a\",\"username\":\"b\",\"password\":\"c\"}",
            "{\"username\":NaN}",
            "{\"username\":\"\\x\"}",
            "{\"username\":\"\t\n\"}",
            "{\"username\":\"\\u00\"}")) {
      json(body, body, 400);
    }
    json("deep lists", "[".repeat(60_000), 400);
    json("deep objects", "{\"a\":".repeat(12_000), 400);
    json("deep and closed", "{\"a\":" + "[".repeat(20_000) + "]".repeat(20_000) + "}", 400);
    json("number of many digits", "{\"username\":" + "9".repeat(60_000) + "}", 400);
    json("number of a great exponent", "{\"username\":1e999999999}", 400);
    json("unknown field of many digits", "{\"a\":" + "9".repeat(60_000) + "}", 400);
    json("long name", "{\"" + "a".repeat(60_000) + "\":1}", 400);
    json("too long", "{\"username\":\"" + "a".repeat(70_000) + "\"}", 413);
    json("nul", "{\"username\":\"a\\u0000b\",\"password\":\"a\\u0000b\"}", 400, 401);
    json("half a pair", "{\"username\":\"\\ud800\",\"password\":\"\\udfff\"}", 400, 401);
    login(
        "json: not UTF-8",
        new byte[] {'{', '"', (byte) 0xff, '"', ':', '1', '}'},
        "application/json",
        400);
    login(
        "json: overlong UTF-8",
        new byte[] {'{', '"', (byte) 0xc0, (byte) 0x80, '"', ':', '1', '}'},
        "application/json",
        400);
    login(
        "json: in UTF-7",
        "+AHs-".getBytes(StandardCharsets.US_ASCII),
        "application/json; charset=utf-7",
        400,
        415);
    login("json: bytes without sense", new byte[2_000], "application/json", 400);
    login("json: EBCDIC", "{}".getBytes(Charset.forName("IBM037")), "application/json", 400);
  }

  private void form(String name, String body, Integer... statuses) {
    login(
        "form: " + name,
        body.getBytes(StandardCharsets.ISO_8859_1),
        "application/x-www-form-urlencoded",
        statuses);
  }

  private void forms() {
    form("nothing", "", 400);
    for (String body :
        List.of(
            "&",
            "=",
            "&&==&",
            "username",
            "username=a",
            "%zz=1",
            "username=%zz&password=%",
            "username=%ff&password=%c0%af",
            "username=\u00ff&password=b")) {
      form(body, body, 400, 401);
    }
    form("twice", "username=a&username=b&password=c&password=d", 400, 401);
    form("many fields", "a=b&".repeat(15_000), 400, 413);
    form("too long", "username=" + "a".repeat(70_000), 413);
  }

  private void contentTypes() {
    byte[] body = "{\"username\":\"a\",\"password\":\"b\"}".getBytes(StandardCharsets.US_ASCII);
    for (String type :
        List.of(
            "text/plain",
            "application/xml",
            "/",
            "json",
            "application/",
            ";",
            "a/b/c",
            "application/json; charset=nonsense",
            "application/json; charset=",
            "multipart/form-data",
            "image/png",
            "application/x-www-form-urlencoded; charset=nonsense",
            "*/*")) {
      login("content type " + type, body, type, 400, 401, 415);
    }
    add("no content type", head("POST /api/login/", "Content-Length: 2") + "\r\n{}", 400, 415);
    add("no length", head("POST /api/login/", "Content-Type: application/json") + "\r\n", 400, 411);
    add(
        "coded content",
        head(
                "POST /api/login/",
                "Content-Type: application/json",
                "Content-Encoding: gzip",
                "Content-Length: 2")
            + "\r\n{}",
        400,
        415);
  }

  private void upload(String name, String type, String body, Integer... statuses) {
    byte[] bytes = body.getBytes(StandardCharsets.ISO_8859_1);
    addWhole(
        "multipart: " + name,
        head(
                "POST /api/images/",
                authorization(),
                "Content-Type: " + type,
                "Content-Length: " + bytes.length)
            + "\r\n"
            + body,
        statuses);
  }

  private void multipart() {
    String type = "multipart/form-data; boundary=x";
    String image = "Content-Disposition: form-data; name=\"image\"; filename=\"a.png\"\r\n";
    upload("nothing", type, "", 400);
    upload("without boundary", "multipart/form-data", "--x\r\n\r\n--x--\r\n", 400);
    upload("empty boundary", "multipart/form-data; boundary=", "----\r\n", 400);
    upload("endless boundary", "multipart/form-data; boundary=" + "x".repeat(5_000), "--x--", 400);
    upload("strange boundary", "multipart/form-data; boundary=\"\u0001\"", "--x--", 400);
    upload("another boundary", type, "--y\r\n" + image + "\r\nabc\r\n--y--\r\n", 400);
    upload("without an end", type, "--x\r\n" + image + "\r\nabc", 400);
    upload("headers without an end", type, "--x\r\n" + image, 400);
    upload("part without headers", type, "--x\r\n\r\nabc\r\n--x--\r\n", 400);
    upload(
        "part without name",
        type,
        "--x\r\nContent-Disposition: form-data\r\n\r\nabc\r\n--x--\r\n",
        400);
    upload(
        "strange disposition",
        type,
        "--x\r\nContent-Disposition: ;;;=\r\n\r\nabc\r\n--x--\r\n",
        400);
    upload("strange header", type, "--x\r\nnonsense\r\n" + image + "\r\nabc\r\n--x--\r\n", 400);
    upload(
        "file name beyond UTF-8",
        type,
        "--x\r\n" + image.replace("a.png", "\u00ff\u0000.png") + "\r\nabc\r\n--x--\r\n",
        400);
    upload(
        "file name in another coding",
        type,
        "--x\r\n"
            + image.replace("filename=\"a.png\"", "filename*=utf-99''%zz")
            + "\r\nabc\r\n--x--\r\n",
        400);
    upload(
        "endless header",
        type,
        "--x\r\nX-A: " + "a".repeat(100_000) + "\r\n" + image + "\r\nabc\r\n--x--\r\n",
        400,
        413);
    upload(
        "many parts",
        type,
        "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nb\r\n".repeat(20_000)
            + "--x--\r\n",
        400,
        413);
    upload(
        "image as text",
        type,
        "--x\r\nContent-Disposition: form-data; name=\"image\"\r\n\r\nabc\r\n--x--\r\n",
        400);
    upload("empty image", type, "--x\r\n" + image + "\r\n\r\n--x--\r\n", 400);
    upload(
        "image in base64",
        type,
        "--x\r\nContent-Transfer-Encoding: base64\r\n" + image + "\r\niVBORw0KGgo=\r\n--x--\r\n",
        400);
    upload(
        "parts within a part",
        type,
        "--x\r\nContent-Disposition: form-data; name=\"image\"\r\nContent-Type: multipart/mixed; boundary=y\r\n\r\n--y\r\n\r\nabc\r\n--y--\r\n--x--\r\n",
        400);
    upload(
        "head of a PNG", type, "--x\r\n" + image + "\r\n\u0089PNG\r\n\u001a\n\r\n--x--\r\n", 400);
    for (String age : List.of("-1", "NaN", "1e3", "99999999999", "1000", "four", "\u0000", "4.5")) {
      upload(
          "age " + age,
          type,
          "--x\r\nContent-Disposition: form-data; name=\"patient_age\"\r\n\r\n"
              + age
              + "\r\n--x\r\n"
              + image
              + "\r\nabc\r\n--x--\r\n",
          400);
    }
    upload(
        "long name of a patient",
        type,
        "--x\r\nContent-Disposition: form-data; name=\"patient_name\"\r\n\r\n"
            + "a".repeat(40_000)
            + "\r\n--x\r\n"
            + image
            + "\r\nabc\r\n--x--\r\n",
        400);
    add(
        "multipart: larger than any",
        head(
                "POST /api/images/",
                authorization(),
                "Content-Type: " + type,
                "Content-Length: 30000000")
            + "\r\n--x\r\n",
        413);
    add(
        "multipart: in chunks without an end",
        head(
                "POST /api/images/",
                authorization(),
                "Content-Type: " + type,
                "Transfer-Encoding: chunked")
            + "\r\n5\r\n--x\r\n\r\n",
        400);
  }
}
