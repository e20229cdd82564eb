package io.pneumonia.web.page;

import io.pneumonia.error.RequestRejected;
import io.pneumonia.persistence.accounts.Account;
import io.pneumonia.persistence.accounts.Password;
import io.pneumonia.persistence.accounts.PasswordChange;
import io.pneumonia.persistence.accounts.ProfileEdit;
import io.pneumonia.persistence.diagnoses.DiagnosisCounts;
import io.pneumonia.persistence.grants.Grant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The own account, in three tabs: seen, edited, secured. */
public final class ProfilePage implements Page {

  static final String PATH = "/profile/";

  private final Tab tab;

  ProfilePage(Tab tab) {
    this.tab = tab;
  }

  /** The tabs. */
  public enum Tab {
    /** What is known. */
    VIEW("View", PATH),
    /** Names and e-mail address. */
    EDIT("Edit", PATH + "edit/"),
    /** Password, sessions, tokens. */
    SECURITY("Security", PATH + "security/");

    private final String label;
    private final String path;

    Tab(String label, String path) {
      this.label = label;
      this.path = path;
    }

    /**
     * What is written on it.
     *
     * @return one word
     */
    public String label() {
      return label;
    }

    /**
     * Where it is.
     *
     * @return the path, from the root
     */
    public String path() {
      return path;
    }
  }

  /**
   * A tab.
   *
   * @param tab which
   * @param account whose
   * @param counts the results of the account
   * @param form what was typed
   * @param sessions browsers that are signed in
   * @param tokens programs that are
   * @param inUse the session or token of this visit, or null
   */
  public record View(
      Tab tab,
      Account account,
      DiagnosisCounts counts,
      FormState form,
      List<Grant> sessions,
      List<Grant> tokens,
      @Nullable Grant inUse) {

    /** Copies the lists. */
    public View {
      sessions = List.copyOf(sessions);
      tokens = List.copyOf(tokens);
    }

    /**
     * Whether a session or token is the one of this visit.
     *
     * @param grant one of the lists
     * @return true if so
     */
    public boolean isInUse(Grant grant) {
      return inUse != null && inUse.kind() == grant.kind() && inUse.id() == grant.id();
    }
  }

  @Override
  public PageAnswer get(Visit visit) {
    Account account = account(visit);
    FormState form =
        FormState.of(
            Map.of(
                "email", account.email(),
                "first_name", account.firstName(),
                "last_name", account.lastName()));
    return PageAnswer.show("profile.jte", view(visit, account, form));
  }

  private static Account account(Visit visit) {
    return visit.records().accounts().find(visit.actor(), visit.actor().requireUser());
  }

  private View view(Visit visit, Account account, FormState form) {
    return new View(
        tab,
        account,
        visit.records().lists().counts(visit.actor()),
        form,
        visit.records().sessions().list(visit.actor()),
        visit.records().tokens().list(visit.actor()),
        visit.caller().grant());
  }

  @Override
  public PageAnswer post(Visit visit) {
    return switch (tab) {
      case VIEW -> throw new MethodNotAllowed("GET, HEAD");
      case EDIT -> edit(visit);
      case SECURITY -> changePassword(visit);
    };
  }

  private PageAnswer edit(Visit visit) {
    try {
      visit
          .records()
          .accounts()
          .edit(
              visit.actor(),
              new ProfileEdit(
                  visit.text("email"), visit.text("first_name"), visit.text("last_name")));
      return PageAnswer.redirect(PATH, FlashMessage.PROFILE_SAVED);
    } catch (RequestRejected e) {
      FormState typed = FormState.of(visit.texts("email", "first_name", "last_name"));
      return PageAnswer.show("profile.jte", view(visit, account(visit), typed.refused(e)), 400);
    }
  }

  /** The session goes on under another secret: whoever may have had the old one is out. */
  private PageAnswer changePassword(Visit visit) {
    PasswordChange change =
        new PasswordChange(
            new Password(visit.text("old_password")),
            new Password(visit.text("new_password")),
            new Password(visit.text("new_password_confirm")));
    try {
      visit.records().credentials().changePassword(visit.actor(), change, visit.caller().grant());
      SignIn.renew(visit);
      return PageAnswer.redirect(Tab.SECURITY.path(), FlashMessage.PASSWORD_CHANGED);
    } catch (RequestRejected e) {
      FormState refused = FormState.EMPTY.refused(e);
      return PageAnswer.show("profile.jte", view(visit, account(visit), refused), 400);
    }
  }
}
