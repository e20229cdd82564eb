package io.pneumonia.web;

import io.pneumonia.persistence.accounts.Password;
import io.pneumonia.persistence.accounts.Registration;
import io.pneumonia.persistence.request.Actor;
import io.pneumonia.web.configuration.ConfigurationKey;
import io.pneumonia.web.configuration.ConfigurationSources;
import io.pneumonia.web.server.PneumoniaServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/** A server of a test: on a free port, with the phantom model and records of its own. */
final class RunningServer implements AutoCloseable {

  static final Path EXAMPLES = Path.of("../pneumonia-examples/data");

  static final String PASSWORD = "correct horse battery";

  private final PneumoniaServer server;
  private int users;

  static {
    ApiClient.allowHeaders();
  }

  RunningServer(Path folder, Map<ConfigurationKey, String> settings) {
    this(folder, settings, Clock.systemUTC());
  }

  RunningServer(Path folder, Map<ConfigurationKey, String> settings, Clock clock) {
    Map<ConfigurationKey, String> all = new EnumMap<>(ConfigurationKey.class);
    all.put(ConfigurationKey.PORT, "0");
    all.put(ConfigurationKey.DATA_DIR, folder.resolve("data").toString());
    all.put(ConfigurationKey.MODEL, EXAMPLES.resolve("phantom-net.h5").toString());
    Map<String, String> environment = new HashMap<>();
    settings.forEach(
        (key, value) -> {
          if (key.isSecret()) {
            environment.put(key.variable(), value);
          } else {
            all.put(key, value);
          }
        });
    server = PneumoniaServer.start(ConfigurationSources.read(null, environment, all), clock);
  }

  static byte[] picture(String name) {
    try {
      return Files.readAllBytes(EXAMPLES.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  PneumoniaServer server() {
    return server;
  }

  ApiClient nobody() {
    return new ApiClient(server.address());
  }

  /** Registers somebody and signs in. */
  ApiClient somebody() {
    ApiClient.Answer answer = nobody().post("/api/register/", registration("user" + ++users));
    if (answer.status() != 201) {
      throw new IllegalStateException(answer.text());
    }
    return nobody().withToken(answer.json().path("token").asText());
  }

  /** Makes an administrator, as the command line does, and signs in. */
  ApiClient administrator() {
    Password password = new Password(PASSWORD);
    String name = "administrator" + ++users;
    server
        .application()
        .records()
        .accounts()
        .createAdministrator(
            Actor.SYSTEM,
            new Registration(name, name + "@example.org", "", "", password, password));
    ApiClient.Answer answer =
        nobody().post("/api/login/", Map.of("username", name, "password", PASSWORD));
    return nobody().withToken(answer.json().path("token").asText());
  }

  static Map<String, String> registration(String name) {
    return Map.of(
        "username", name,
        "email", name + "@example.org",
        "password", PASSWORD,
        "password_confirm", PASSWORD);
  }

  @Override
  public void close() {
    server.close();
  }
}
