package io.pneumonia.persistence.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.pneumonia.persistence.Archive;
import io.pneumonia.persistence.QueryPlan;
import io.pneumonia.persistence.RecordsContract;
import io.pneumonia.persistence.database.Conditions;
import io.pneumonia.persistence.database.Database;
import io.pneumonia.persistence.request.Actor;
import io.pneumonia.persistence.request.Cursor;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

/** An index leads to every page of the trail. */
class AuditPlanTest extends RecordsContract {

  private static final Actor USER = new Actor(7L, "user7", false, null);

  private static final AuditFilter VIEWS = AuditFilter.ALL.of(AuditAction.VIEW);
  private static final AuditFilter A_DAY =
      AuditFilter.ALL.between(LocalDate.of(2026, 3, 2), LocalDate.of(2026, 3, 2));

  @Test
  void anIndexGivesEveryPageInItsOrder() {
    new Archive(10, 40, 4000).fill(address());
    try (Database database = Database.open(address())) {
      QueryPlan plan = new QueryPlan(kind, database);
      assertIndexed(plan, "audit_trail_by_user", USER, AuditFilter.ALL);
      assertIndexed(plan, "audit_trail_by_user", USER, A_DAY);
      assertIndexed(plan, "audit_trail_by_user_action", USER, VIEWS);
      assertIndexed(plan, "audit_trail_by_time", Actor.SYSTEM, AuditFilter.ALL);
      assertIndexed(plan, "audit_trail_by_time", Actor.SYSTEM, A_DAY);
      assertIndexed(plan, "audit_trail_by_action", Actor.SYSTEM, VIEWS);
    }
  }

  private static void assertIndexed(QueryPlan plan, String index, Actor actor, AuditFilter filter) {
    Conditions conditions = AuditTrail.conditions(actor, filter);
    assertIndexed(plan, index, AuditTrail.pageSql(conditions), conditions);
    Conditions behind = AuditTrail.behind(conditions, new Cursor("1772409600000000", 70));
    assertIndexed(plan, index, AuditTrail.sliceSql(behind), behind);
  }

  private static void assertIndexed(
      QueryPlan plan, String index, String sql, Conditions conditions) {
    assertThat(plan.of(sql, conditions.values()))
        .containsPattern(index + "\\b")
        .doesNotMatch(QueryPlan.SORTING);
  }
}
