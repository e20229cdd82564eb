package io.pneumonia.web.page;

import io.pneumonia.web.security.SessionCookie;

/** Signing out. */
final class LogoutPage implements Page {

  @Override
  public PageAnswer post(Visit visit) {
    SignIn.end(visit);
    SessionCookie.clear(visit.request(), visit.response());
    return PageAnswer.redirect("/login/", FlashMessage.SIGNED_OUT);
  }
}
