package io.pneumonia.persistence.diagnoses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pneumonia.error.ErrorCode;
import io.pneumonia.persistence.MediaFiles;
import io.pneumonia.persistence.RecordsContract;
import io.pneumonia.persistence.Specimens;
import io.pneumonia.persistence.audit.AuditAction;
import io.pneumonia.persistence.audit.AuditEntry;
import io.pneumonia.persistence.audit.AuditFilter;
import io.pneumonia.persistence.request.Actor;
import io.pneumonia.persistence.request.PageRequest;
import io.pneumonia.persistence.settings.Setting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class RetentionTest extends RecordsContract {

  private final Specimens specimens = new Specimens(8);

  /** Results of somebody, so many days old each, the oldest first. */
  private List<Diagnosis> recorded(Actor actor, int... days) {
    List<Diagnosis> recorded = new ArrayList<>();
    for (int age : days) {
      clock.set(NOON.minus(Duration.ofDays(age)));
      recorded.add(records.diagnoses().record(actor, specimens.next()));
    }
    clock.set(NOON);
    return recorded;
  }

  private List<Diagnosis> left(Actor actor) {
    return records.lists().stream(actor, DiagnosisFilter.ALL, DiagnosisOrder.LATEST_FIRST).toList();
  }

  @Test
  void deletesOnePersonsResultsThatAreOlderAndTheirFiles() {
    Actor administrator = administrator();
    Actor actor = user();
    Actor other = user();
    List<Diagnosis> recorded = recorded(actor, 31, 30, 29);
    recorded(other, 31);
    Purge purge = new Purge(30, actor.requireUser());

    assertThat(records.retention().count(administrator, purge)).isOne();
    assertThat(records.retention().purge(administrator, purge)).isOne();

    assertThat(left(actor)).containsExactly(recorded.get(2), recorded.get(1));
    assertThat(left(other)).hasSize(1);
    assertThat(MediaFiles.in(configuration.mediaFolder()))
        .contains(recorded.get(1).image().media().value())
        .doesNotContain(recorded.get(0).image().media().value());
    assertThat(records.retention().purge(administrator, purge)).isZero();
    records.retention().purge(administrator, new Purge(30, null));
    assertThat(left(other)).isEmpty();
  }

  @Test
  void deletesMoreThanOneBatch() {
    Actor actor = user();
    int[] ages = new int[105];
    Arrays.fill(ages, 400);
    recorded(actor, ages);

    assertThat(records.retention().purge(Actor.SYSTEM, new Purge(365, actor.requireUser())))
        .isEqualTo(105);
    assertThat(left(actor)).isEmpty();
  }

  @Test
  void doesWhatTheSettingSays() {
    Actor actor = user();
    recorded(actor, 20, 5);
    assertThat(records.retention().purgeAsSet()).isZero();

    records.settings().set(Actor.SYSTEM, Setting.RETENTION_DAYS, 10);
    records.retention().purgeAsSet();
    records.settings().unset(Actor.SYSTEM, Setting.RETENTION_DAYS);

    assertThat(left(actor)).hasSize(1);
  }

  @Test
  void leavesATrailOfEachResult() {
    Actor administrator = administrator();
    Actor actor = user();
    Diagnosis deleted = recorded(actor, 40).get(0);
    records.retention().purge(administrator, new Purge(30, actor.requireUser()));

    AuditFilter filter = AuditFilter.ALL.of(AuditAction.DELETE).ofUser(administrator.requireUser());
    AuditEntry entry =
        records.audit().list(administrator, filter, PageRequest.FIRST).items().get(0);
    assertThat(entry.resultId()).isEqualTo(deleted.result().id());
    assertThat(entry.subjectId()).isEqualTo(actor.userId());
    assertThat(entry.detail()).isEqualTo("older than 30 days");
  }

  @Test
  void isAnAdministratorsToAskFor() {
    Actor actor = user();
    Purge own = new Purge(30, actor.requireUser());
    rejected(() -> records.retention().purge(actor, own), ErrorCode.ADMINISTRATOR_REQUIRED);
    rejected(() -> records.retention().count(actor, own), ErrorCode.ADMINISTRATOR_REQUIRED);
  }

  @Test
  void refusesToDeleteThePresentOrNothing() {
    assertThatThrownBy(() -> new Purge(0, null)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Purge(36_501, null)).isInstanceOf(IllegalArgumentException.class);
  }
}
