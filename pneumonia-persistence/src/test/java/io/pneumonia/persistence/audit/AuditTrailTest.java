package io.pneumonia.persistence.audit;

import static io.pneumonia.persistence.audit.AuditAction.ACCESS_REVOKE;
import static io.pneumonia.persistence.audit.AuditAction.DELETE;
import static io.pneumonia.persistence.audit.AuditAction.EXPORT;
import static io.pneumonia.persistence.audit.AuditAction.LOGIN;
import static io.pneumonia.persistence.audit.AuditAction.LOGIN_FAILED;
import static io.pneumonia.persistence.audit.AuditAction.LOGOUT;
import static io.pneumonia.persistence.audit.AuditAction.PASSWORD_CHANGE;
import static io.pneumonia.persistence.audit.AuditAction.PROFILE_EDIT;
import static io.pneumonia.persistence.audit.AuditAction.REGISTER;
import static io.pneumonia.persistence.audit.AuditAction.UPLOAD;
import static io.pneumonia.persistence.audit.AuditAction.VIEW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pneumonia.error.ErrorCode;
import io.pneumonia.persistence.RecordsContract;
import io.pneumonia.persistence.Specimens;
import io.pneumonia.persistence.TestDatabase;
import io.pneumonia.persistence.accounts.Account;
import io.pneumonia.persistence.accounts.Password;
import io.pneumonia.persistence.accounts.PasswordChange;
import io.pneumonia.persistence.accounts.ProfileEdit;
import io.pneumonia.persistence.diagnoses.Diagnosis;
import io.pneumonia.persistence.grants.Issued;
import io.pneumonia.persistence.request.Actor;
import io.pneumonia.persistence.request.Cursor;
import io.pneumonia.persistence.request.Page;
import io.pneumonia.persistence.request.PageRequest;
import io.pneumonia.persistence.request.Slice;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuditTrailTest extends RecordsContract {

  private static final PageRequest MANY = new PageRequest(1, 100);

  private List<AuditEntry> list(Actor actor, AuditFilter filter) {
    return records.audit().list(actor, filter, MANY).items();
  }

  @Test
  void keepsWhatWasDoneByWhomAndFromWhere() {
    Actor actor = user();
    records.audit().append(actor, AuditEvent.of(VIEW).onResult(11, 12).onUser(13).with("why"));

    AuditEntry entry = list(actor, AuditFilter.ALL).get(0);

    assertThat(entry)
        .isEqualTo(
            new AuditEntry(
                entry.id(),
                NOON,
                actor.userId(),
                actor.username(),
                VIEW,
                "192.0.2.1",
                11L,
                12L,
                13L,
                "why"));
  }

  @Test
  void tellsALifeFromItsEnd() {
    Account account = account();
    Actor actor = account.actor("192.0.2.1");
    Password next = new Password("green-Egret-7");
    rejected(() -> signIn(account, "wrong"), ErrorCode.CREDENTIALS_INVALID);
    signIn(account, PASSWORD);
    Issued session = records.sessions().issue(actor, "a browser");
    records.accounts().edit(actor, new ProfileEdit(null, "Ada", null));
    Diagnosis recorded = records.diagnoses().record(actor, new Specimens(7).next());
    records.diagnoses().delete(actor, recorded.result().id());
    records
        .credentials()
        .changePassword(
            actor, new PasswordChange(new Password(PASSWORD), next, next), session.grant());
    records.sessions().revokeAllBut(actor, session.grant());
    records.sessions().end(actor, session.grant());

    List<AuditEntry> trail = list(actor, AuditFilter.ALL);

    assertThat(trail)
        .extracting(AuditEntry::action)
        .containsExactly(
            LOGOUT,
            ACCESS_REVOKE,
            PASSWORD_CHANGE,
            DELETE,
            UPLOAD,
            PROFILE_EDIT,
            LOGIN,
            LOGIN_FAILED,
            REGISTER);
    assertThat(trail)
        .filteredOn(entry -> entry.action() == DELETE || entry.action() == UPLOAD)
        .allSatisfy(entry -> assertThat(entry.resultId()).isEqualTo(recorded.result().id()))
        .allSatisfy(entry -> assertThat(entry.imageId()).isEqualTo(recorded.image().id()));
  }

  private void signIn(Account account, String password) {
    records.credentials().authenticate(account.username(), new Password(password), "192.0.2.1");
  }

  @Test
  void keepsNoNameThatNoAccountHas() {
    rejected(
        () -> records.credentials().authenticate("myPassw0rd", new Password("x"), "192.0.2.77"),
        ErrorCode.CREDENTIALS_INVALID);

    assertThat(list(Actor.SYSTEM, AuditFilter.ALL.of(LOGIN_FAILED)))
        .filteredOn(entry -> "192.0.2.77".equals(entry.address()))
        .singleElement()
        .satisfies(entry -> assertThat(entry.username()).isEmpty())
        .satisfies(entry -> assertThat(entry.userId()).isNull());
  }

  @Test
  void showsPeopleTheirOwnAndAdministratorsEverybodys() {
    Actor one = user();
    Actor other = user();
    AuditFilter ofOther = AuditFilter.ALL.ofUser(other.requireUser());

    assertThat(list(one, ofOther))
        .isNotEmpty()
        .allSatisfy(entry -> assertThat(entry.userId()).isEqualTo(one.userId()));
    assertThat(list(administrator(), ofOther))
        .isNotEmpty()
        .allSatisfy(entry -> assertThat(entry.userId()).isEqualTo(other.userId()));
  }

  @Test
  void slicesMeetEveryEntryOnceWhileOthersCome() {
    Actor actor = user();
    for (int i = 0; i < 7; i++) {
      records.audit().append(actor, AuditEvent.of(VIEW).onImage(i));
    }
    AuditFilter views = AuditFilter.ALL.of(VIEW);

    List<Long> met = new ArrayList<>();
    Cursor after = null;
    do {
      Slice<AuditEntry> slice = records.audit().slice(actor, views, after, 3);
      slice.items().forEach(entry -> met.add(entry.imageId()));
      records.audit().append(actor, AuditEvent.of(VIEW).onImage(100));
      after = slice.next();
    } while (after != null);

    assertThat(met).containsExactly(6L, 5L, 4L, 3L, 2L, 1L, 0L);
    rejected(
        () -> records.audit().slice(actor, views, new Cursor("0.5", 1), 3),
        ErrorCode.FIELD_INVALID);
  }

  @Test
  void filtersByActionAndWholeDays() {
    Actor actor = user();
    for (String time : List.of("2026-12-01T23:59:59.999999Z", "2026-12-02T00:00:00Z")) {
      clock.set(Instant.parse(time));
      records.audit().append(actor, AuditEvent.of(VIEW));
      records.audit().append(actor, AuditEvent.of(EXPORT));
    }
    LocalDate first = LocalDate.of(2026, 12, 1);

    assertThat(list(actor, AuditFilter.ALL.of(VIEW).between(first, first)))
        .extracting(AuditEntry::occurredAt)
        .containsExactly(Instant.parse("2026-12-01T23:59:59.999999Z"));
    assertThat(list(actor, AuditFilter.ALL.between(first.plusDays(1), null)))
        .extracting(AuditEntry::action)
        .containsExactly(EXPORT, VIEW);
    rejected(() -> AuditFilter.ALL.between(null, LocalDate.MAX), ErrorCode.FIELD_INVALID);
  }

  @Test
  void comesInPagesWithACount() {
    Actor actor = user();
    for (int i = 0; i < 4; i++) {
      records.audit().append(actor, AuditEvent.of(VIEW).with("view " + i));
    }

    Page<AuditEntry> page =
        records.audit().list(actor, AuditFilter.ALL.of(VIEW), new PageRequest(2, 3));

    assertThat(page.items()).extracting(AuditEntry::detail).containsExactly("view 0");
    assertThat(page.count()).isEqualTo(4);
    assertThat(page.hasNext()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE audit_trail SET username = 'somebody else'",
        "DELETE FROM audit_trail",
        "DELETE FROM audit_trail WHERE id = 1"
      })
  void cannotBeChangedBehindTheBackOfTheProduct(String sql) {
    user();
    assertThatThrownBy(() -> TestDatabase.run(address(), sql))
        .cause()
        .hasMessageContaining("the audit trail is append-only");
  }
}
