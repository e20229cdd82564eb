package io.pneumonia.web.page;

import io.pneumonia.error.RequestRejected;
import io.pneumonia.persistence.accounts.Account;
import io.pneumonia.persistence.accounts.Accounts;
import io.pneumonia.persistence.accounts.Registration;

/** Making an account for somebody else. */
public final class NewUserPage implements Page {

  private static final String TEMPLATE = "admin-user-new.jte";

  NewUserPage() {}

  /**
   * The form.
   *
   * @param form what was typed
   */
  public record View(FormState form) {}

  @Override
  public Access access() {
    return Access.ADMINISTRATOR;
  }

  @Override
  public PageAnswer get(Visit visit) {
    return PageAnswer.show(TEMPLATE, new View(FormState.EMPTY));
  }

  @Override
  public PageAnswer post(Visit visit) {
    Accounts accounts = visit.records().accounts();
    Registration registration = RegisterPage.registration(visit);
    try {
      Account made =
          visit.text("administrator").isEmpty()
              ? accounts.register(visit.actor(), registration)
              : accounts.createAdministrator(visit.actor(), registration);
      return PageAnswer.redirect(UserPage.path(made.id()), FlashMessage.USER_ADDED);
    } catch (RequestRejected e) {
      FormState typed =
          FormState.of(
              visit.texts("username", "email", "first_name", "last_name", "administrator"));
      return PageAnswer.show(TEMPLATE, new View(typed.refused(e)), 400);
    }
  }
}
