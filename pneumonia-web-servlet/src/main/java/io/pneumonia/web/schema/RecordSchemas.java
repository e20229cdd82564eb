package io.pneumonia.web.schema;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.jackson.ModelResolver;
import io.swagger.v3.core.jackson.TypeNameResolver;
import io.swagger.v3.oas.models.media.Schema;
import jakarta.validation.constraints.NotNull;
import java.lang.reflect.Field;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * Schemas of records as the API's own mapper writes them. What may be null or absent says {@code
 * Nullable}; what a body must have says a constraint that is a {@code NotNull}.
 */
final class RecordSchemas extends ModelResolver {

  RecordSchemas(ObjectMapper json) {
    super(json, new Names());
    openapi31(true);
  }

  /** The type without what says its role: {@code ImageJson} is an Image. */
  private static final class Names extends TypeNameResolver {
    @Override
    protected String getNameOfClass(Class<?> type) {
      @Nullable Class<?> outer = type.getEnclosingClass();
      String prefix = outer != null && outer.isRecord() ? getNameOfClass(outer) : "";
      return prefix + type.getSimpleName().replaceFirst("Json$", "");
    }
  }

  @Override
  public @Nullable Schema<?> resolve(
      AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> next) {
    @Nullable Schema<?> resolved = super.resolve(type, context, next);
    JavaType java = _mapper.constructType(type.getType());
    if (java != null && java.getRawClass().isRecord() && resolved != null) {
      @Nullable Schema<?> model = model(resolved, context);
      if (model != null && model.getProperties() != null) {
        Arrays.stream(java.getRawClass().getRecordComponents())
            .forEach(component -> describe(model, java.getRawClass(), component));
      }
    }
    return resolved;
  }

  private static @Nullable Schema<?> model(Schema<?> resolved, ModelConverterContext context) {
    String reference = resolved.get$ref();
    return reference == null
        ? resolved
        : context.getDefinedModels().get(reference.substring(reference.lastIndexOf('/') + 1));
  }

  private void describe(Schema<?> model, Class<?> type, RecordComponent component) {
    String name =
        _mapper
            .getPropertyNamingStrategy()
            .nameForField(_mapper.getSerializationConfig(), null, component.getName());
    @Nullable Schema<?> property = model.getProperties().get(name);
    if (property == null) {
      return;
    }
    boolean nullable = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
    if (!nullable || isDemanded(type, component.getName())) {
      model.addRequiredItem(name);
    } else if (!leavesNullOut(type)) {
      if (isAnswer(type)) {
        model.addRequiredItem(name);
      }
      if (property.getTypes() != null) {
        property.addType("null");
      }
    }
  }

  private static boolean isAnswer(Class<?> type) {
    return type.getSimpleName().endsWith("Json");
  }

  private static boolean leavesNullOut(Class<?> type) {
    JsonInclude include = type.getAnnotation(JsonInclude.class);
    return include != null && include.value() == JsonInclude.Include.NON_NULL;
  }

  private static boolean isDemanded(Class<?> type, String component) {
    for (Field field : type.getDeclaredFields()) {
      if (field.getName().equals(component)) {
        return Arrays.stream(field.getAnnotations())
            .anyMatch(mark -> mark.annotationType().isAnnotationPresent(NotNull.class));
      }
    }
    return false;
  }
}
