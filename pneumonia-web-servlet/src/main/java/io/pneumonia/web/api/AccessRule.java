package io.pneumonia.web.api;

import io.pneumonia.web.security.Caller;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.NotAuthorizedException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;

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
    boolean open =
        resource.getResourceMethod() == null
            || resource.getResourceMethod().isAnnotationPresent(Public.class)
            || resource.getResourceClass().isAnnotationPresent(Public.class);
    if (!open && Caller.of(request).signedIn().isEmpty()) {
      throw new NotAuthorizedException("Token");
    }
  }
}
