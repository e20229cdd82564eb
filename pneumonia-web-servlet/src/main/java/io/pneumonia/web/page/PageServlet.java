package io.pneumonia.web.page;

import io.pneumonia.web.api.ErrorJson;
import io.pneumonia.web.api.ErrorMapping;
import io.pneumonia.web.application.Application;
import io.pneumonia.web.operation.Metrics;
import io.pneumonia.web.page.Page.Access;
import io.pneumonia.web.security.Answers;
import io.pneumonia.web.security.Caller;
import io.pneumonia.web.security.CsrfTokens;
import io.pneumonia.web.security.ErrorPages;
import io.pneumonia.web.security.FormCookie;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.Optional;

/** Brings requests to their pages, and answers to browsers. */
final class PageServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  private final transient Application application;
  private final transient Routes routes;
  private final transient Frames frames;
  private final transient Templates templates;
  private final transient CsrfTokens csrf;

  PageServlet(
      Application application, Routes routes, Frames frames, Templates templates, CsrfTokens csrf) {
    this.application = application;
    this.routes = routes;
    this.frames = frames;
    this.templates = templates;
    this.csrf = csrf;
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    try {
      serve(request, response);
    } catch (Page.MethodNotAllowed e) {
      response.setHeader(HttpHeaders.ALLOW, e.allowed());
      Answers.error(request, response, 405, null, "This method is not allowed here.");
    } catch (FormParts.Stale e) {
      refuseForm(request, response);
    } catch (RuntimeException e) {
      refuse(request, response, e);
    }
  }

  private void serve(HttpServletRequest request, HttpServletResponse response) throws IOException {
    String path = path(request);
    Optional<Routes.Found> found = routes.find(path);
    if (found.isEmpty()) {
      Answers.error(request, response, 404, null, "Not found.");
      return;
    }
    Metrics.route(request, found.get().template());
    Page page = found.get().page();
    Visit visit =
        new Visit(request, response, application, Caller.of(request), path, found.get().id());
    Optional<PageAnswer> stopped = stopped(visit, page.access());
    if (stopped.isPresent()) {
      send(visit, stopped.get());
    } else if (page.access() == Access.ADMINISTRATOR && !visit.actor().administrator()) {
      Answers.error(
          request, response, 403, "Not allowed", "Only an administrator may see this page.");
    } else if (isForged(visit)) {
      refuseForm(request, response);
    } else {
      send(visit, answer(visit, page));
    }
  }

  private static void refuseForm(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Answers.error(
        request, response, 403, "CSRF", "This form is too old. Load the page and try again.");
  }

  private static String path(HttpServletRequest request) {
    String info = request.getPathInfo() == null ? "" : request.getPathInfo();
    String path = request.getServletPath() + info;
    return path.endsWith("/") ? path : path + "/";
  }

  private static boolean isRead(Visit visit) {
    String method = visit.request().getMethod();
    return method.equals("GET") || method.equals("HEAD");
  }

  /** Whoever must sign in first comes back afterwards, to where there is something to see. */
  private static Optional<PageAnswer> stopped(Visit visit, Access access) {
    if (access == Access.PUBLIC || visit.caller().signedIn().isPresent()) {
      return Optional.empty();
    }
    if (!isRead(visit)) {
      return Optional.of(
          PageAnswer.redirect(ReturnPath.signIn(visit.path(), null), FlashMessage.SESSION_ENDED));
    }
    String query = visit.request().getQueryString();
    return Optional.of(
        PageAnswer.redirect(ReturnPath.signIn(visit.path(), query), FlashMessage.SIGN_IN_FIRST));
  }

  /** A session's forms were checked by the filters; here are those that come without one. */
  private boolean isForged(Visit visit) {
    if (isRead(visit) || visit.caller().signedIn().isPresent()) {
      return false;
    }
    return FormCookie.read(visit.request())
        .filter(secret -> csrf.isValid(secret, visit.request().getParameter(CsrfTokens.FIELD)))
        .isEmpty();
  }

  private static PageAnswer answer(Visit visit, Page page) {
    if (isRead(visit)) {
      return page.get(visit);
    }
    if (visit.request().getMethod().equals("POST")) {
      return page.post(visit);
    }
    throw new Page.MethodNotAllowed("GET, HEAD, POST");
  }

  private void send(Visit visit, PageAnswer answer) throws IOException {
    HttpServletResponse response = visit.response();
    response.setHeader("Cache-Control", "no-store");
    if (answer instanceof PageAnswer.Redirect redirect) {
      if (redirect.message() != null) {
        redirect.message().leave(visit.request(), response);
      }
      response.setStatus(HttpServletResponse.SC_SEE_OTHER);
      response.setHeader("Location", redirect.path());
    } else if (answer instanceof PageAnswer.Download file) {
      response.setContentType(file.contentType());
      response.setHeader("Content-Disposition", "attachment; filename=\"" + file.fileName() + "\"");
      file.body().write(response.getOutputStream());
    } else if (answer instanceof PageAnswer.Shown shown) {
      byte[] body = templates.render(shown.template(), frames.of(visit), shown.view());
      response.setStatus(shown.status());
      response.setContentType(ErrorPages.CONTENT_TYPE);
      response.setContentLength(body.length);
      response.getOutputStream().write(body);
    }
  }

  private static void refuse(
      HttpServletRequest request, HttpServletResponse response, RuntimeException e)
      throws IOException {
    Response answer = ErrorMapping.answer(request, e);
    String retry = answer.getHeaderString(HttpHeaders.RETRY_AFTER);
    if (retry != null) {
      response.setHeader(HttpHeaders.RETRY_AFTER, retry);
    }
    ErrorJson said =
        answer.getEntity() instanceof ErrorJson json
            ? json
            : new ErrorJson(null, "Nobody waits for the answer.", null);
    Answers.error(request, response, answer.getStatus(), said.error(), said.detail());
  }
}
