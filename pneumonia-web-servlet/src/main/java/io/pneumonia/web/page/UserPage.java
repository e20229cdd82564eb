package io.pneumonia.web.page;

import io.pneumonia.error.RequestRejected;
import io.pneumonia.persistence.accounts.Account;
import io.pneumonia.persistence.accounts.Password;

/** One account, and setting its password. */
public final class UserPage implements Page {

  UserPage() {}

  /**
   * An account.
   *
   * @param account which
   * @param form of the password
   * @param own whether it is the account of who looks
   */
  public record View(Account account, FormState form, boolean own) {

    /**
     * The page of the account.
     *
     * @return the path, from the root
     */
    public String path() {
      return UserPage.path(account.id());
    }

    /**
     * What was done with the account.
     *
     * @return the path with its query
     */
    public String trail() {
      return Query.NONE.with("user", account.username()).on(AuditPage.PATH);
    }

    /**
     * The results of the account.
     *
     * @return the path with its query
     */
    public String results() {
      return Query.NONE.with("user", account.username()).on(ResultsPage.Scope.ALL.path());
    }
  }

  static String path(long id) {
    return UsersPage.PATH + id + "/";
  }

  @Override
  public Access access() {
    return Access.ADMINISTRATOR;
  }

  @Override
  public PageAnswer get(Visit visit) {
    return PageAnswer.show("admin-user.jte", view(visit, FormState.EMPTY));
  }

  private static View view(Visit visit, FormState form) {
    Account account = visit.records().accounts().find(visit.actor(), visit.id());
    return new View(account, form, account.id() == visit.actor().requireUser());
  }

  @Override
  public PageAnswer post(Visit visit) {
    Password next = new Password(visit.text("new_password"));
    try {
      visit.records().credentials().resetPassword(visit.actor(), visit.id(), next);
      return PageAnswer.redirect(path(visit.id()), FlashMessage.PASSWORD_RESET);
    } catch (RequestRejected e) {
      if (e.problems().isEmpty()) {
        throw e;
      }
      return PageAnswer.show("admin-user.jte", view(visit, FormState.EMPTY.refused(e)), 400);
    }
  }
}
