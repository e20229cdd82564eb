package io.pneumonia.web.page;

import io.pneumonia.web.application.Application;
import io.pneumonia.web.security.Caller;
import io.pneumonia.web.security.CsrfTokens;
import io.pneumonia.web.security.FormCookie;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/** Makes what surrounds pages, without asking the records: errors of theirs have a frame too. */
final class Frames {

  private final Application application;
  private final Assets assets;
  private final CsrfTokens csrf;

  Frames(Application application, Assets assets, CsrfTokens csrf) {
    this.application = application;
    this.assets = assets;
    this.csrf = csrf;
  }

  Frame of(Visit visit) {
    Caller caller = visit.caller();
    String secret =
        caller.secret() == null
            ? FormCookie.provide(visit.request(), visit.response())
            : caller.secret();
    @Nullable FlashMessage message =
        FlashMessage.take(visit.request(), visit.response()).orElse(null);
    return frame(caller, visit.path(), csrf.of(secret), message);
  }

  Frame ofError(HttpServletRequest request) {
    Caller caller = Caller.of(request);
    String token = caller.secret() == null ? "" : csrf.of(caller.secret());
    return frame(caller, request.getRequestURI(), token, null);
  }

  private Frame frame(Caller caller, String path, String token, @Nullable FlashMessage message) {
    return new Frame(
        assets,
        path,
        caller.signedIn().isPresent() ? caller.actor().username() : null,
        caller.actor().administrator(),
        token,
        message,
        application.configuration().exposure().openRegistration());
  }
}
