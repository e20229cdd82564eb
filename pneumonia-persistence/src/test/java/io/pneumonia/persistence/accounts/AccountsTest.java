package io.pneumonia.persistence.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.FieldProblem;
import io.pneumonia.error.RequestRejected;
import io.pneumonia.persistence.RecordsContract;
import io.pneumonia.persistence.grants.Issued;
import io.pneumonia.persistence.request.Actor;
import io.pneumonia.persistence.request.Page;
import io.pneumonia.persistence.request.PageRequest;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class AccountsTest extends RecordsContract {

  private static final Actor NOBODY = Actor.anonymous("192.0.2.1");

  @Test
  void registersWhatWasFilledIn() {
    String name = freshName();
    Password password = new Password(PASSWORD);
    Account account =
        records
            .accounts()
            .register(
                NOBODY,
                new Registration(
                    " " + name, "a@example.org ", "Ada", "Łovelace", password, password));

    assertThat(account)
        .isEqualTo(
            new Account(
                account.id(), name, "a@example.org", "Ada", "Łovelace", false, true, NOON, null));
    assertThat(records.accounts().find(account.actor(null), account.id())).isEqualTo(account);
  }

  @Test
  void saysEverythingThatIsWrongAtOnce() {
    String taken = account().username();
    Registration bad =
        new Registration(
            taken, "nowhere", "", "x\ny", new Password("12345678"), new Password("1234567"));

    RequestRejected error =
        rejected(() -> records.accounts().register(NOBODY, bad), ErrorCode.FIELD_INVALID);

    assertThat(error.problems())
        .extracting(FieldProblem::field, FieldProblem::code)
        .contains(
            tuple("username", ErrorCode.NAME_TAKEN),
            tuple("email", ErrorCode.FIELD_INVALID),
            tuple("last_name", ErrorCode.FIELD_INVALID),
            tuple("password", ErrorCode.PASSWORD_WEAK),
            tuple("password_confirm", ErrorCode.FIELD_INVALID));
  }

  @Test
  void takesANameForTakenWhateverItsCase() {
    String name = account().username();
    rejected(
        () -> records.accounts().register(NOBODY, registration(name.toUpperCase(Locale.ROOT))),
        ErrorCode.NAME_TAKEN);
  }

  @Test
  void givesNobodyTheNameOfTheInstallation() {
    rejected(
        () -> records.accounts().register(NOBODY, registration("System")), ErrorCode.NAME_TAKEN);
  }

  @Test
  void givesANameToOneOfManyWhoAskAtOnce() throws Exception {
    String name = freshName();
    Callable<Boolean> attempt =
        () -> {
          try {
            records.accounts().register(NOBODY, registration(name));
            return true;
          } catch (RequestRejected e) {
            assertThat(e.code()).isEqualTo(ErrorCode.NAME_TAKEN);
            return false;
          }
        };
    ExecutorService threads = Executors.newFixedThreadPool(8);
    int winners = 0;
    for (Future<Boolean> outcome : threads.invokeAll(Collections.nCopies(8, attempt))) {
      winners += outcome.get() ? 1 : 0;
    }
    threads.shutdown();

    assertThat(winners).isOne();
  }

  @Test
  void showsAnAccountToItsOwnerAndToAdministratorsOnly() {
    Account account = account();

    assertThat(records.accounts().find(administrator(), account.id())).isEqualTo(account);
    rejected(() -> records.accounts().find(user(), account.id()), ErrorCode.RECORD_NOT_FOUND);
    rejected(() -> records.accounts().find(NOBODY, account.id()), ErrorCode.RECORD_NOT_FOUND);
    rejected(() -> records.accounts().find(administrator(), -1), ErrorCode.RECORD_NOT_FOUND);
  }

  @Test
  void changesOnlyWhatAnEditNames() {
    Account account = account();
    Actor actor = account.actor(null);

    records.accounts().edit(actor, new ProfileEdit(null, "Grace", null));
    Account edited = records.accounts().edit(actor, new ProfileEdit("g@example.org", null, null));

    assertThat(edited.firstName()).isEqualTo("Grace");
    assertThat(edited.email()).isEqualTo("g@example.org");
    assertThat(records.accounts().find(actor, account.id())).isEqualTo(edited);
    rejected(
        () -> records.accounts().edit(actor, new ProfileEdit("no address", null, null)),
        ErrorCode.FIELD_INVALID);
  }

  @Test
  void findsAccountsByPartsOfTheirNamesWhateverTheCase() {
    Account account = account();
    records.accounts().edit(account.actor(null), new ProfileEdit(null, "Ömer 100%", null));
    Actor administrator = administrator();

    Page<Account> found =
        records
            .accounts()
            .search(administrator, new AccountFilter("öMER 100%", true, false), PageRequest.FIRST);

    assertThat(found.items()).extracting(Account::id).contains(account.id());
    assertThat(found.count()).isEqualTo(found.items().size());
    assertThat(
            records
                .accounts()
                .search(administrator, new AccountFilter("ömer_100", null, null), PageRequest.FIRST)
                .items())
        .isEmpty();
    assertThat(
            records
                .accounts()
                .findByName(administrator, account.username().toUpperCase(Locale.ROOT))
                .id())
        .isEqualTo(account.id());
  }

  @Test
  void keepsListsAndRightsToAdministrators() {
    Actor user = user();
    Accounts accounts = records.accounts();

    for (ThrowingCallable call :
        List.<ThrowingCallable>of(
            () -> accounts.search(user, AccountFilter.ALL, PageRequest.FIRST),
            () -> accounts.findByName(user, user.username()),
            () -> accounts.setActive(user, user.requireUser(), false),
            () -> accounts.setAdministrator(user, user.requireUser(), true),
            () -> accounts.createAdministrator(user, registration(freshName())),
            () ->
                records
                    .credentials()
                    .resetPassword(user, user.requireUser(), new Password(PASSWORD)))) {
      rejected(call, ErrorCode.ADMINISTRATOR_REQUIRED);
    }
  }

  @Test
  void endsSessionsAndTokensOfADeactivatedAccount() {
    Account account = account();
    Issued session = records.sessions().issue(account.actor(null), "browser");
    Issued token = records.tokens().issue(account.actor(null), "script");

    records.accounts().setActive(administrator(), account.id(), false);
    records.accounts().setActive(administrator(), account.id(), true);

    assertThat(records.sessions().find(session.secret())).isEmpty();
    assertThat(records.tokens().find(token.secret())).isEmpty();
  }

  @Test
  void keepsTheLastAdministrator() {
    Actor first = administrator();
    Actor last = administrator();
    Page<Account> all =
        records
            .accounts()
            .search(Actor.SYSTEM, new AccountFilter(null, true, true), new PageRequest(1, 100));
    all.items().stream()
        .filter(account -> account.id() != last.requireUser())
        .forEach(account -> records.accounts().setAdministrator(Actor.SYSTEM, account.id(), false));

    rejected(
        () -> records.accounts().setActive(last, last.requireUser(), false),
        ErrorCode.RECORD_CONFLICT);
    rejected(
        () -> records.accounts().setAdministrator(last, last.requireUser(), false),
        ErrorCode.RECORD_CONFLICT);

    assertThat(records.accounts().setAdministrator(last, first.requireUser(), true).administrator())
        .isTrue();
  }

  @Test
  void showsNoPassword() {
    assertThat(registration("ada").toString()).doesNotContain(PASSWORD);
  }
}
