package io.pneumonia.web.page;

import io.pneumonia.error.RequestRejected;
import io.pneumonia.persistence.accounts.Account;
import io.pneumonia.persistence.accounts.AccountFilter;
import io.pneumonia.persistence.request.Page;
import io.pneumonia.persistence.request.PageRequest;
import io.pneumonia.web.api.QueryParameters;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The accounts, by name: searched and filtered. */
public final class UsersPage implements io.pneumonia.web.page.Page {

  static final String PATH = "/admin/users/";

  private static final int SIZE = 50;
  private static final String[] FILTERS = {"search", "active", "administrator"};

  UsersPage() {}

  /**
   * A page of the list.
   *
   * @param form what was filtered by
   * @param users what is shown
   * @param query what stays while one goes on, without the page's number
   */
  public record View(FormState form, Page<Account> users, Query query) {

    /**
     * The page before.
     *
     * @return its path with the query, or null
     */
    public @Nullable String previous() {
      return users.hasPrevious() ? numbered(users.request().number() - 1) : null;
    }

    /**
     * The page behind.
     *
     * @return its path with the query, or null
     */
    public @Nullable String next() {
      return users.hasNext() ? numbered(users.request().number() + 1) : null;
    }

    private String numbered(int number) {
      return query.with("page", number == 1 ? "" : Integer.toString(number)).on(PATH);
    }
  }

  @Override
  public Access access() {
    return Access.ADMINISTRATOR;
  }

  @Override
  public PageAnswer get(Visit visit) {
    Query query = Query.of(visit, FILTERS);
    FormState form = FormState.of(visit.texts(FILTERS));
    try {
      QueryParameters parameters = new QueryParameters(Query.all(visit));
      AccountFilter filter =
          new AccountFilter(
              parameters.text("search"),
              parameters.flag("active"),
              parameters.flag("administrator"));
      @Nullable Integer number = parameters.number("page");
      parameters.done();
      PageRequest request = new PageRequest(number == null ? 1 : number, SIZE);
      Page<Account> users = visit.records().accounts().search(visit.actor(), filter, request);
      return PageAnswer.show("admin-users.jte", new View(form, users, query));
    } catch (RequestRejected e) {
      Page<Account> none = new Page<>(List.of(), 0, PageRequest.FIRST);
      return PageAnswer.show("admin-users.jte", new View(form.refused(e), none, query), 400);
    }
  }
}
