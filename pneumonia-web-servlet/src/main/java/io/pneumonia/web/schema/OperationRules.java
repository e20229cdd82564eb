package io.pneumonia.web.schema;

import io.swagger.v3.core.util.PathUtils;
import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What holds for every operation, and is not written at each: who may call, and common errors. */
final class OperationRules {

  private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");
  private static final Set<String> WAITING_HELPS = Set.of("429", "503");
  private static final String ERROR = "#/components/schemas/Error";

  private final OpenAPI description;
  private final Predicate<Method> open;

  OperationRules(OpenAPI description, Predicate<Method> open) {
    this.description = description;
    this.open = open;
  }

  void apply(List<Class<?>> resources) {
    for (Class<?> resource : resources) {
      for (Method method : resource.getMethods()) {
        if (!method.isAnnotationPresent(Hidden.class)) {
          verb(method).ifPresent(verb -> apply(resource, method, verb));
        }
      }
    }
  }

  private static Optional<String> verb(Method method) {
    return Arrays.stream(method.getAnnotations())
        .map(mark -> mark.annotationType().getAnnotation(HttpMethod.class))
        .filter(Objects::nonNull)
        .map(HttpMethod::value)
        .findFirst();
  }

  private void apply(Class<?> resource, Method method, String verb) {
    String path = path(resource.getAnnotation(Path.class), method.getAnnotation(Path.class));
    PathItem item = Objects.requireNonNull(description.getPaths().get(path), path);
    Operation operation =
        Objects.requireNonNull(item.readOperationsMap().get(PathItem.HttpMethod.valueOf(verb)));
    boolean signedIn = !open.test(method);
    operation.operationId(operation.getOperationId().replaceFirst("_\\d+$", "") + noun(resource));
    operation.tags(List.of(noun(resource).toLowerCase(Locale.ROOT)));
    operation.security(signedIn ? signedIn(verb) : List.of());
    errors(operation, path, verb, signedIn);
  }

  private static String noun(Class<?> resource) {
    return resource.getSimpleName().replaceFirst("Resource$", "");
  }

  private static String path(Path ofClass, @Nullable Path ofMethod) {
    String whole = ofClass.value() + "/" + (ofMethod == null ? "" : ofMethod.value());
    String single = whole.replaceAll("/{2,}", "/").replaceFirst("/$", "");
    return PathUtils.parsePath(single, new LinkedHashMap<>());
  }

  private static List<SecurityRequirement> signedIn(String verb) {
    SecurityRequirement session = new SecurityRequirement().addList(ApiSchema.SESSION);
    return List.of(
        new SecurityRequirement().addList(ApiSchema.TOKEN),
        SAFE.contains(verb) ? session : session.addList(ApiSchema.CSRF));
  }

  private static void errors(Operation operation, String path, String verb, boolean signedIn) {
    ApiResponses responses = operation.getResponses();
    Map<String, String> common = new LinkedHashMap<>();
    common.put("400", "The request cannot be read, or a field of it is wrong.");
    common.put("401", signedIn ? "Nobody is signed in." : "A token was sent that is none.");
    if (!SAFE.contains(verb)) {
      common.put("403", "The session's cookie came without its CSRF token.");
    }
    if (path.contains("{")) {
      common.put("404", "There is none, or it belongs to somebody else.");
    }
    common.put("406", "None of the media types that are accepted can be given.");
    if (operation.getRequestBody() != null) {
      common.put("413", "The body is too large.");
      common.put("415", "The body is of another media type.");
    }
    common.put("500", "The server failed; its log has the request's name.");
    common.put("503", "The server cannot do that now.");
    common.forEach(
        (status, words) -> {
          if (!responses.containsKey(status)) {
            responses.addApiResponse(status, new ApiResponse().description(words));
          }
        });
    responses.forEach(OperationRules::describe);
  }

  private static void describe(String status, ApiResponse response) {
    if (status.compareTo("400") >= 0 && response.getContent() == null) {
      response.content(
          new Content()
              .addMediaType(
                  "application/json", new MediaType().schema(new Schema<>().$ref(ERROR))));
      if (WAITING_HELPS.contains(status)) {
        response.addHeaderObject(
            "Retry-After",
            new Header()
                .description("Seconds to wait.")
                .schema(new JsonSchema().typesItem("integer")));
      }
    }
  }
}
