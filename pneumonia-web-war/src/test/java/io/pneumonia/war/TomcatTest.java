package io.pneumonia.war;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import org.apache.catalina.LifecycleState;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.json.JSONParser;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The archive in a Tomcat, which knows of it no more than any Tomcat would. */
class TomcatTest {

  private static final Path ARCHIVE = Path.of(System.getProperty("pneumonia.war"));
  private static final Path EXAMPLES = Path.of("../pneumonia-examples/data");

  @TempDir static Path folder;

  private static Tomcat tomcat;
  private static URI address;
  private static String token = "";

  private final HttpClient client = HttpClient.newHttpClient();

  @BeforeAll
  static void start() throws Exception {
    // Where there is no environment of its own to set: the file in the working folder.
    Path settings = Path.of("pneumonia.properties");
    Files.writeString(
        settings,
        "data-dir=%s%nmodel=%s%n"
            .formatted(
                folder.resolve("data"), EXAMPLES.resolve("phantom-net.h5").toAbsolutePath()));
    try {
      tomcat = new Tomcat();
      tomcat.setBaseDir(folder.toString());
      tomcat.setPort(0);
      Files.createDirectories(folder.resolve("webapps"));
      ((StandardHost) tomcat.getHost()).setUnpackWARs(true);
      var context = tomcat.addWebapp("", ARCHIVE.toAbsolutePath().toString());
      tomcat.start();
      assertThat(context.getState()).isEqualTo(LifecycleState.STARTED);
      address = URI.create("http://127.0.0.1:" + tomcat.getConnector().getLocalPort());
    } finally {
      Files.delete(settings);
    }
  }

  @AfterAll
  static void stop() throws Exception {
    if (tomcat != null) {
      tomcat.stop();
      tomcat.destroy();
    }
  }

  private HttpResponse<byte[]> send(String method, String path, BodyPublisher body, String type)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address.resolve(path)).method(method, body);
    if (!type.isEmpty()) {
      request.header("Content-Type", type);
    }
    if (!token.isEmpty()) {
      request.header("Authorization", "Token " + token);
    }
    return client.send(request.build(), BodyHandlers.ofByteArray());
  }

  private HttpResponse<byte[]> get(String path) throws IOException, InterruptedException {
    return send("GET", path, BodyPublishers.noBody(), "");
  }

  private static Map<String, Object> json(HttpResponse<byte[]> answer, int status)
      throws Exception {
    String text = new String(answer.body(), StandardCharsets.UTF_8);
    assertThat(answer.statusCode()).as(text).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/json");
    return new JSONParser(text).parseObject();
  }

  @Test
  void holdsNoServerOfItsOwn() throws IOException {
    try (JarFile archive = new JarFile(ARCHIVE.toFile())) {
      assertThat(archive.stream().map(entry -> entry.getName()))
          .anyMatch(name -> name.startsWith("WEB-INF/lib/onnxruntime-"))
          .noneMatch(name -> name.matches("WEB-INF/lib/(jetty|jakarta.servlet|tomcat).*"));
    }
  }

  @Test
  void servesFromSigningUpToDeleting() throws Exception {
    String person =
        "username=%s&email=%s@example.org&password=correct+horse+battery".formatted("tom", "tom")
            + "&password_confirm=correct+horse+battery";
    String form = "application/x-www-form-urlencoded";
    json(send("POST", "/api/register/", BodyPublishers.ofString(person), form), 201);
    Map<String, Object> login =
        json(send("POST", "/api/login", BodyPublishers.ofString(person), form), 200);
    token = login.get("token").toString();
    byte[] picture = Files.readAllBytes(EXAMPLES.resolve("phantom-pneumonia.png"));
    Map<String, Object> uploaded = json(upload(picture), 201);
    assertThat(uploaded).containsEntry("prediction", "PNEUMONIA");
    String image = uploaded.get("image").toString();
    Map<String, Object> page = json(get("/api/results/?search=tom%C3%A9"), 200);
    assertThat(page.get("count")).hasToString("1");
    assertThat(get(image).body()).isEqualTo(picture);
    assertThat(json(get("/api/schema/"), 200).get("openapi")).asString().startsWith("3.1");
    assertThat(get("/api/docs/").statusCode()).isEqualTo(200);
    String result = "/api/results/" + ((Map<?, ?>) uploaded.get("result")).get("id") + "/";
    assertThat(send("DELETE", result, BodyPublishers.noBody(), "").statusCode()).isEqualTo(204);
    assertThat(json(get(result), 404)).containsEntry("detail", "Not found.");
    json(get(image), 404);
    token = "";
  }

  private HttpResponse<byte[]> upload(byte[] picture) throws IOException, InterruptedException {
    byte[] before =
        String.join(
                "\r\n",
                "--x",
                "Content-Disposition: form-data; name=\"patient_name\"",
                "",
                "Tom\u00e9",
                "--x",
                "Content-Disposition: form-data; name=\"image\"; filename=\"a.png\"",
                "",
                "")
            .getBytes(StandardCharsets.UTF_8);
    byte[] after = "\r\n--x--\r\n".getBytes(StandardCharsets.US_ASCII);
    return send(
        "POST",
        "/api/images/",
        BodyPublishers.ofByteArrays(List.of(before, picture, after)),
        "multipart/form-data; boundary=x");
  }

  @Test
  void answersErrorsOfTheContainerInJson() throws Exception {
    json(send("POST", "/api/login/", BodyPublishers.ofString("{}"), "/"), 400);
    json(get("/no/such/"), 404);
    json(get("/WEB-INF/web.xml"), 404);
    json(get("/api/images/"), 401);
    json(send("TRACE", "/health/", BodyPublishers.noBody(), ""), 405);
  }
}
