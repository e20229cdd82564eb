package io.pneumonia.web.page;

import io.pneumonia.error.RequestRejected;
import io.pneumonia.persistence.accounts.Account;
import io.pneumonia.persistence.accounts.Password;
import io.pneumonia.persistence.accounts.Registration;

/** Making an account, where anybody may. */
public final class RegisterPage implements Page {

  RegisterPage() {}

  /**
   * The form.
   *
   * @param form what was typed
   * @param open whether anybody may register
   */
  public record View(FormState form, boolean open) {}

  @Override
  public Access access() {
    return Access.PUBLIC;
  }

  private static boolean isOpen(Visit visit) {
    return visit.application().configuration().exposure().openRegistration();
  }

  @Override
  public PageAnswer get(Visit visit) {
    return visit.caller().session().isPresent()
        ? PageAnswer.redirect(ReturnPath.USUAL)
        : PageAnswer.show("register.jte", new View(FormState.EMPTY, isOpen(visit)));
  }

  @Override
  public PageAnswer post(Visit visit) {
    if (!isOpen(visit)) {
      return PageAnswer.show("register.jte", new View(FormState.EMPTY, false), 403);
    }
    try {
      Account account = visit.records().accounts().register(visit.actor(), registration(visit));
      SignIn.open(visit, account);
      return PageAnswer.redirect(ReturnPath.USUAL, FlashMessage.WELCOME);
    } catch (RequestRejected e) {
      FormState typed = FormState.of(visit.texts("username", "email", "first_name", "last_name"));
      return PageAnswer.show("register.jte", new View(typed.refused(e), true), 400);
    }
  }

  static Registration registration(Visit visit) {
    return new Registration(
        visit.text("username"),
        visit.text("email"),
        visit.text("first_name"),
        visit.text("last_name"),
        new Password(visit.text("password")),
        new Password(visit.text("password_confirm")));
  }
}
