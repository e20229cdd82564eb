package io.pneumonia.web.page;

import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.RequestRejected;
import io.pneumonia.persistence.accounts.Account;
import io.pneumonia.persistence.accounts.Password;

/** Signing in, and then on to where somebody came from. */
public final class LoginPage implements Page {

  LoginPage() {}

  /**
   * The form.
   *
   * @param form what was typed
   * @param next where to go on
   */
  public record View(FormState form, String next) {}

  @Override
  public Access access() {
    return Access.PUBLIC;
  }

  @Override
  public PageAnswer get(Visit visit) {
    String next = next(visit);
    return visit.caller().session().isPresent()
        ? PageAnswer.redirect(next)
        : PageAnswer.show("login.jte", new View(FormState.EMPTY, next));
  }

  private static String next(Visit visit) {
    return ReturnPath.checked(visit.parameter(ReturnPath.PARAMETER));
  }

  @Override
  public PageAnswer post(Visit visit) {
    String address = visit.request().getRemoteAddr();
    try {
      Account account =
          visit
              .records()
              .credentials()
              .authenticate(visit.text("username"), new Password(visit.text("password")), address);
      SignIn.open(visit, account);
      return PageAnswer.redirect(next(visit));
    } catch (RequestRejected e) {
      int status = e.code() == ErrorCode.TOO_MANY_ATTEMPTS ? 429 : 400;
      FormState form = FormState.of(visit.texts("username")).refused(e);
      return PageAnswer.show("login.jte", new View(form, next(visit)), status);
    }
  }
}
