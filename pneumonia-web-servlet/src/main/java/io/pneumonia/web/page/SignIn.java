package io.pneumonia.web.page;

import io.pneumonia.persistence.accounts.Account;
import io.pneumonia.persistence.grants.Issued;
import io.pneumonia.web.security.SessionCookie;
import org.jspecify.annotations.Nullable;

/** Gives browsers their sessions. */
final class SignIn {

  private SignIn() {}

  /** Whoever signs in gets a new session; one that was there before is of no use to anybody. */
  static void open(Visit visit, Account account) {
    end(visit);
    String address = visit.request().getRemoteAddr();
    Issued session = visit.records().sessions().issue(account.actor(address), visit.browser());
    SessionCookie.write(visit.request(), visit.response(), session.secret());
  }

  static void end(Visit visit) {
    visit
        .caller()
        .session()
        .ifPresent(grant -> visit.records().sessions().end(visit.actor(), grant));
  }

  /** Gives the session in use another secret. */
  static void renew(Visit visit) {
    @Nullable String secret = visit.caller().secret();
    if (secret != null && visit.caller().session().isPresent()) {
      visit
          .records()
          .sessions()
          .rotate(secret)
          .ifPresent(
              issued -> SessionCookie.write(visit.request(), visit.response(), issued.secret()));
    }
  }
}
