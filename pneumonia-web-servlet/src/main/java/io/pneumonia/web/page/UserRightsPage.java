package io.pneumonia.web.page;

import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.RequestRejected;
import io.pneumonia.persistence.accounts.Account;
import io.pneumonia.persistence.accounts.Accounts;
import java.util.List;
import java.util.Locale;

/** Changing what an account may do, after a question. */
final class UserRightsPage implements Page {

  private final Change change;

  UserRightsPage(Change change) {
    this.change = change;
  }

  /** What can be changed. */
  enum Change {
    ACTIVATE(
        "Activate %s?", "%s may sign in again.", "Activate", false, FlashMessage.USER_ACTIVATED),
    DEACTIVATE(
        "Deactivate %s?",
        "%s may no longer sign in, and every session and token ends at once. Results and pictures"
            + " stay.",
        "Deactivate",
        true,
        FlashMessage.USER_DEACTIVATED),
    GRANT(
        "Make %s an administrator?",
        "Administrators see the results of everybody, and change users, models and settings. %s"
            + " should be somebody who may.",
        "Make an administrator",
        false,
        FlashMessage.ADMINISTRATOR_GRANTED),
    REVOKE(
        "End the rights of %s?",
        "%s sees the own results only, and no longer these pages.",
        "End the rights",
        true,
        FlashMessage.ADMINISTRATOR_REVOKED);

    private final String title;
    private final String words;
    private final String button;
    private final boolean dangerous;
    private final FlashMessage done;

    Change(String title, String words, String button, boolean dangerous, FlashMessage done) {
      this.title = title;
      this.words = words;
      this.button = button;
      this.dangerous = dangerous;
      this.done = done;
    }

    String path() {
      return name().toLowerCase(Locale.ROOT) + "/";
    }
  }

  @Override
  public Access access() {
    return Access.ADMINISTRATOR;
  }

  @Override
  public PageAnswer get(Visit visit) {
    return PageAnswer.show(Question.TEMPLATE, question(visit));
  }

  private Question question(Visit visit) {
    Account account = visit.records().accounts().find(visit.actor(), visit.id());
    String name = account.username();
    return new Question(
        change.title.formatted(name),
        List.of(change.words.formatted(name), "The audit trail keeps that you did it."),
        change.button,
        change.dangerous,
        visit.path(),
        UserPage.path(account.id()),
        null);
  }

  @Override
  public PageAnswer post(Visit visit) {
    Accounts accounts = visit.records().accounts();
    long id = visit.id();
    try {
      Account changed =
          switch (change) {
            case ACTIVATE -> accounts.setActive(visit.actor(), id, true);
            case DEACTIVATE -> accounts.setActive(visit.actor(), id, false);
            case GRANT -> accounts.setAdministrator(visit.actor(), id, true);
            case REVOKE -> accounts.setAdministrator(visit.actor(), id, false);
          };
      boolean ownRights =
          id == visit.actor().requireUser() && !(changed.administrator() && changed.active());
      return PageAnswer.redirect(ownRights ? ReturnPath.USUAL : UserPage.path(id), change.done);
    } catch (RequestRejected e) {
      if (e.code() != ErrorCode.RECORD_CONFLICT) {
        throw e;
      }
      return PageAnswer.show(Question.TEMPLATE, question(visit).refused(e.getMessage()), 409);
    }
  }
}
