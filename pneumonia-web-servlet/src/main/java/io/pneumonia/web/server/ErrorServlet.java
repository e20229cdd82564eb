package io.pneumonia.web.server;

import io.pneumonia.web.security.Answers;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Errors that a container itself answers, in the API's form; its own pages tell what it is. */
public final class ErrorServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  /** For the container, which names it in {@code web.xml}. */
  public ErrorServlet() {}

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
    response.setHeader("X-Content-Type-Options", "nosniff");
    Answers.error(
        request,
        response,
        status instanceof Integer code ? code : 404,
        "Request refused",
        "The request cannot be answered.");
  }
}
