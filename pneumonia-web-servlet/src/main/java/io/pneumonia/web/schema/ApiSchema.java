package io.pneumonia.web.schema;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.pneumonia.web.security.CsrfTokens;
import io.pneumonia.web.security.SessionCookie;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.core.util.Yaml31;
import io.swagger.v3.jaxrs2.Reader;
import io.swagger.v3.oas.integration.SwaggerConfiguration;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Paths;
import io.swagger.v3.oas.models.SpecVersion;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The API in OpenAPI 3.1: routes, parameters, bodies and answers as the resources' annotations and
 * types have them; who may call, and the errors that any call can end with, by rule.
 */
public final class ApiSchema {

  static final String TOKEN = "token";
  static final String SESSION = "session";
  static final String CSRF = "csrf";

  private final OpenAPI description;

  /**
   * Reads resources.
   *
   * @param resources classes with JAX-RS annotations
   * @param open which of their methods need nobody signed in
   * @param error the type of an error's body
   * @param json how bodies are written; the schemas of the first one are those of the process
   * @param version the application's
   */
  public ApiSchema(
      List<Class<?>> resources,
      Predicate<Method> open,
      Type error,
      ObjectMapper json,
      String version) {
    Converter.register(json);
    OpenAPI read =
        new Reader(new SwaggerConfiguration().openAPI31(true).openAPI(frame(version)))
            .read(Set.copyOf(resources));
    ModelConverters.getInstance(true)
        .resolveAsResolvedSchema(new AnnotatedType(error))
        .referencedSchemas
        .forEach(read.getComponents()::addSchemas);
    new OperationRules(read, open).apply(resources);
    this.description = read.paths(withSlashes(read.getPaths()));
  }

  /** Swagger keeps its converters for the whole process. */
  private static final class Converter {

    private static boolean registered;

    private Converter() {}

    static synchronized void register(ObjectMapper json) {
      if (!registered) {
        ModelConverters.getInstance(true).addConverter(new RecordSchemas(json));
        registered = true;
      }
    }
  }

  private static OpenAPI frame(String version) {
    return new OpenAPI(SpecVersion.V31)
        .openapi("3.1.0")
        .info(
            new Info()
                .title("Pneumonia")
                .version(version)
                .description(
                    "Chest X-rays in, findings out: a support tool, not a diagnosis. Every path"
                        + " answers the same with and without its last slash. Each answer names"
                        + " its request in the header X-Request-Id, as the log does."))
        .servers(List.of(new Server().url("/")))
        .components(
            new Components()
                .addSecuritySchemes(
                    TOKEN,
                    key(SecurityScheme.In.HEADER, "Authorization")
                        .description("For programs: the word Token, a space, and the token."))
                .addSecuritySchemes(
                    SESSION,
                    key(SecurityScheme.In.COOKIE, SessionCookie.NAME)
                        .description("For browsers; behind TLS its name begins with __Host-."))
                .addSecuritySchemes(
                    CSRF,
                    key(SecurityScheme.In.HEADER, CsrfTokens.HEADER)
                        .description("Beside the session's cookie, for what changes something.")));
  }

  private static SecurityScheme key(SecurityScheme.In where, String name) {
    return new SecurityScheme().type(SecurityScheme.Type.APIKEY).in(where).name(name);
  }

  private static Paths withSlashes(Paths read) {
    Paths paths = new Paths();
    new TreeMap<>(read)
        .forEach(
            (path, item) -> {
              boolean file = path.equals("/metrics") || path.matches(".*/\\{(path|file)}");
              paths.addPathItem(file || path.endsWith("/") ? path : path + "/", item);
            });
    return paths;
  }

  /**
   * The description in JSON.
   *
   * @return an OpenAPI document
   */
  public String json() {
    return Json31.pretty(description);
  }

  /**
   * The description in YAML.
   *
   * @return an OpenAPI document
   */
  public String yaml() {
    return Yaml31.pretty(description);
  }
}
