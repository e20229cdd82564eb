package io.pneumonia.persistence.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.FieldProblem;
import io.pneumonia.persistence.Records;
import io.pneumonia.persistence.RecordsContract;
import io.pneumonia.persistence.audit.AuditAction;
import io.pneumonia.persistence.audit.AuditEntry;
import io.pneumonia.persistence.audit.AuditFilter;
import io.pneumonia.persistence.request.Actor;
import io.pneumonia.persistence.request.PageRequest;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SettingsTest extends RecordsContract {

  @AfterEach
  void unsetEverything() {
    Setting.all().forEach(setting -> records.settings().unset(Actor.SYSTEM, setting));
  }

  @Test
  void areUnsetAtFirst() {
    assertThat(Setting.all())
        .allSatisfy(setting -> assertThat(records.settings().find(setting)).isEmpty());
  }

  @Test
  void remembersWhoSetIt() {
    Actor administrator = administrator();
    assertThat(records.settings().lastChange(Setting.THRESHOLD)).isEmpty();
    records.settings().set(administrator, Setting.THRESHOLD, 0.4);
    assertThat(records.settings().lastChange(Setting.THRESHOLD))
        .contains(new SettingChange(NOON, administrator.username()));
  }

  @Test
  void keepsAValueToTheBitForEveryProcess() {
    records.settings().set(administrator(), Setting.THRESHOLD, 0.1 + 0.2);
    records.settings().set(administrator(), Setting.THRESHOLD, 0.30000000000000004);
    records.settings().set(administrator(), Setting.RETENTION_DAYS, 365);

    try (Records later = Records.open(configuration)) {
      assertThat(later.settings().find(Setting.THRESHOLD)).contains(0.30000000000000004);
      assertThat(later.settings().find(Setting.RETENTION_DAYS)).contains(365);
    }
  }

  @Test
  void goBackToUnset() {
    records.settings().set(administrator(), Setting.THRESHOLD, 0.7);
    records.settings().unset(administrator(), Setting.THRESHOLD);

    assertThat(records.settings().find(Setting.THRESHOLD)).isEmpty();
  }

  @Test
  void areAnAdministratorsToChange() {
    Actor user = user();
    rejected(
        () -> records.settings().set(user, Setting.THRESHOLD, 0.7),
        ErrorCode.ADMINISTRATOR_REQUIRED);
    rejected(
        () -> records.settings().unset(user, Setting.THRESHOLD), ErrorCode.ADMINISTRATOR_REQUIRED);
  }

  @Test
  void refuseValuesOutOfRange() {
    Actor administrator = administrator();
    for (double wrong : new double[] {-0.01, 1.01, Double.NaN}) {
      assertThat(
              rejected(
                      () -> records.settings().set(administrator, Setting.THRESHOLD, wrong),
                      ErrorCode.FIELD_INVALID)
                  .problems())
          .extracting(FieldProblem::field)
          .containsExactly("threshold");
    }
  }

  @Test
  void readWhatSomebodyTyped() {
    assertThat(Setting.THRESHOLD.parse(" 0.65 ")).isEqualTo(0.65);
    for (String wrong : List.of("", "half", "0,5", "NaN", "2")) {
      rejected(() -> Setting.THRESHOLD.parse(wrong), ErrorCode.FIELD_INVALID);
    }
    rejected(() -> Setting.RETENTION_DAYS.parse("0"), ErrorCode.FIELD_INVALID);
    rejected(() -> Setting.RETENTION_DAYS.parse("1.5"), ErrorCode.FIELD_INVALID);
  }

  @Test
  void leaveATrailOfWhatTheyWere() {
    Actor administrator = administrator();
    records.settings().set(administrator, Setting.RETENTION_DAYS, 30);
    records.settings().set(administrator, Setting.RETENTION_DAYS, 60);
    records.settings().unset(administrator, Setting.RETENTION_DAYS);

    AuditFilter filter =
        AuditFilter.ALL.of(AuditAction.SETTING_CHANGE).ofUser(administrator.requireUser());
    assertThat(records.audit().list(administrator, filter, PageRequest.FIRST).items())
        .extracting(AuditEntry::detail)
        .containsExactly(
            "retention_days: 60 -> unset",
            "retention_days: 30 -> 60",
            "retention_days: unset -> 30");
  }
}
