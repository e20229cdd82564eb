package io.pneumonia.web.api;

import io.pneumonia.web.security.Caller;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.NotAuthorizedException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** Asks for a signed-in caller wherever a resource is not marked {@link Public}. */
final class AccessRule implements ContainerRequestFilter {

  @Context
  @SuppressWarnings("NullAway.Init")
  private ResourceInfo resource;

  @Context
  @SuppressWarnings("NullAway.Init")
  private HttpServletRequest request;

  @Override
  public void filter(ContainerRequestContext context) {
    @Nullable Method method = resource.getResourceMethod();
    if (method != null && !isOpen(method) && Caller.of(request).signedIn().isEmpty()) {
      throw new NotAuthorizedException("Token");
    }
  }

  static boolean isOpen(Method method) {
    return method.isAnnotationPresent(Public.class)
        || method.getDeclaringClass().isAnnotationPresent(Public.class);
  }
}
