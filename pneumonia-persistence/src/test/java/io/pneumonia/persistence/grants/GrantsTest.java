package io.pneumonia.persistence.grants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pneumonia.error.ErrorCode;
import io.pneumonia.persistence.RecordsContract;
import io.pneumonia.persistence.TestDatabase;
import io.pneumonia.persistence.accounts.Account;
import io.pneumonia.persistence.request.Actor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GrantsTest extends RecordsContract {

  private static final Duration IDLE = Lifetime.OF_SESSIONS.idle();

  private Grants sessions() {
    return records.sessions();
  }

  @Test
  void standsForThePersonItWasIssuedTo() {
    Actor actor = user();
    Issued issued = sessions().issue(actor, "a browser");

    assertThat(issued.secret()).matches("[0-9a-f]{40}");
    assertThat(sessions().find(issued.secret())).contains(issued.grant());
    assertThat(issued.grant())
        .isEqualTo(
            new Grant(
                GrantKind.SESSION,
                issued.grant().id(),
                actor.requireUser(),
                actor.username(),
                false,
                "a browser",
                "192.0.2.1",
                NOON,
                NOON));
    assertThat(issued.grant().actor("192.0.2.1")).isEqualTo(actor);
  }

  @Test
  void isKeptAsADigestOnly() {
    Issued issued = records.tokens().issue(user(), "a script");
    String kept =
        TestDatabase.text(
            address(), "SELECT secret_sha256 FROM tokens WHERE id = " + issued.grant().id());

    assertThat(kept).isEqualTo(Secrets.digest(issued.secret())).hasSize(64);
    assertThat(issued.toString()).doesNotContain(issued.secret());
  }

  @Test
  void isOfItsKindOnly() {
    Issued token = records.tokens().issue(user(), "a script");

    assertThat(sessions().find(token.secret())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0123456789abcdef0123456789abcdef01234567",
        "0123456789ABCDEF0123456789ABCDEF01234567",
        "' OR '1'='1",
        "0123456789abcdef0123456789abcdef0123456\0"
      })
  void findsNobodyForWhateverElseIsSent(String secret) {
    assertThat(sessions().find(secret)).isEmpty();
    assertThat(sessions().rotate(secret)).isEmpty();
  }

  @Test
  void diesWhenItIsNotUsed() {
    Issued issued = sessions().issue(user(), "a browser");

    clock.advance(IDLE.minusSeconds(1));
    assertThat(sessions().find(issued.secret())).isPresent();
    clock.advance(IDLE.minusSeconds(1));
    assertThat(sessions().find(issued.secret())).isPresent();
    clock.advance(IDLE);
    assertThat(sessions().find(issued.secret())).isEmpty();
    assertThat(sessions().rotate(issued.secret())).isEmpty();
  }

  @Test
  void diesOfAgeHoweverMuchItIsUsed() {
    Issued issued = sessions().issue(user(), "a browser");
    Duration age = Duration.ZERO;
    while (age.plus(IDLE).compareTo(Lifetime.OF_SESSIONS.absolute()) <= 0) {
      assertThat(sessions().find(issued.secret())).as("after %s", age).isPresent();
      clock.advance(IDLE.dividedBy(2));
      age = age.plus(IDLE.dividedBy(2));
    }
    clock.set(NOON.plus(Lifetime.OF_SESSIONS.absolute()));

    assertThat(sessions().find(issued.secret())).isEmpty();
  }

  @Test
  void remembersItsLastUseToAMinute() {
    Actor actor = user();
    Issued issued = sessions().issue(actor, "a browser");

    clock.advance(Duration.ofSeconds(59));
    sessions().find(issued.secret());
    assertThat(sessions().list(actor)).extracting(Grant::usedAt).containsExactly(NOON);
    clock.advance(Duration.ofSeconds(2));
    sessions().find(issued.secret());
    assertThat(sessions().list(actor))
        .extracting(Grant::usedAt)
        .containsExactly(NOON.plusSeconds(61));
  }

  @Test
  void takesAnotherSecretForWhichTheOldOneIsDead() {
    Issued issued = sessions().issue(user(), "a browser");

    Issued rotated = sessions().rotate(issued.secret()).orElseThrow();

    assertThat(rotated.grant()).isEqualTo(issued.grant());
    assertThat(sessions().find(issued.secret())).isEmpty();
    assertThat(sessions().find(rotated.secret())).contains(issued.grant());
  }

  @Test
  void endsWithSigningOut() {
    Actor actor = user();
    Issued issued = sessions().issue(actor, "a browser");
    Issued other = sessions().issue(actor, "another browser");

    sessions().end(actor, issued.grant());

    assertThat(sessions().find(issued.secret())).isEmpty();
    assertThat(sessions().find(other.secret())).isPresent();
  }

  @Test
  void isListedAndRevokedByItsOwnerOrAnAdministrator() {
    Actor actor = user();
    Issued first = sessions().issue(actor, "first");
    Issued second = sessions().issue(actor, "second");

    assertThat(sessions().list(actor)).containsExactly(second.grant(), first.grant());
    assertThat(sessions().list(user())).isEmpty();
    rejected(() -> sessions().revoke(user(), first.grant().id()), ErrorCode.RECORD_NOT_FOUND);
    sessions().revoke(actor, first.grant().id());
    rejected(() -> sessions().revoke(actor, first.grant().id()), ErrorCode.RECORD_NOT_FOUND);
    sessions().revoke(administrator(), second.grant().id());
    assertThat(sessions().list(actor)).isEmpty();
  }

  @Test
  void endsAllButTheOneInUse() {
    Actor actor = user();
    Issued inUse = sessions().issue(actor, "in use");
    Issued other = sessions().issue(actor, "other");
    Issued somebodyElses = sessions().issue(user(), "somebody else's");

    assertThat(sessions().revokeAllBut(actor, inUse.grant())).isOne();

    assertThat(sessions().find(inUse.secret())).isPresent();
    assertThat(sessions().find(other.secret())).isEmpty();
    assertThat(sessions().find(somebodyElses.secret())).isPresent();
  }

  @Test
  void pushesOutTheOneUnusedForLongestWhenThereAreTooMany() {
    Actor actor = user();
    List<Issued> issued = new ArrayList<>();
    for (int i = 0; i < Grants.MAX_PER_USER + 2; i++) {
      issued.add(sessions().issue(actor, "browser " + i));
      clock.advance(Duration.ofSeconds(1));
    }

    assertThat(sessions().list(actor)).hasSize(Grants.MAX_PER_USER);
    assertThat(sessions().find(issued.get(1).secret())).isEmpty();
    assertThat(sessions().find(issued.get(2).secret())).isPresent();
  }

  @Test
  void carriesTheRightsThatTheAccountHasNow() {
    Account account = account();
    Issued issued = sessions().issue(account.actor(null), "a browser");

    records.accounts().setAdministrator(Actor.SYSTEM, account.id(), true);

    assertThat(sessions().find(issued.secret()).orElseThrow().administrator()).isTrue();
  }

  @Test
  void showsHowTheClientCallsItselfWithoutTricks() {
    Issued issued = sessions().issue(user(), "a\nb\0" + "x".repeat(300));

    assertThat(issued.grant().label()).isEqualTo("ab" + "x".repeat(198));
  }

  @Test
  void forgetsWhatHasExpired() {
    Actor actor = user();
    sessions().issue(actor, "a browser");
    clock.advance(IDLE);

    assertThat(sessions().sweep()).isPositive();
    assertThat(sessions().sweep()).isZero();
  }

  @Test
  void refusesLifetimesThatEndBeforeTheyBegin() {
    assertThatThrownBy(() -> new Lifetime(Duration.ZERO, Duration.ofDays(1)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
