package io.pneumonia.persistence.diagnoses;

import static io.pneumonia.persistence.diagnoses.DiagnosisOrder.Key.CONFIDENCE;
import static io.pneumonia.persistence.diagnoses.DiagnosisOrder.Key.CREATED_AT;
import static io.pneumonia.persistence.diagnoses.DiagnosisOrder.Key.RAW_SCORE;
import static org.assertj.core.api.Assertions.assertThat;

import io.pneumonia.decision.Finding;
import io.pneumonia.persistence.Archive;
import io.pneumonia.persistence.QueryPlan;
import io.pneumonia.persistence.RecordsContract;
import io.pneumonia.persistence.database.Conditions;
import io.pneumonia.persistence.database.Database;
import io.pneumonia.persistence.database.Moments;
import io.pneumonia.persistence.request.Actor;
import io.pneumonia.persistence.request.Cursor;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;

/** No list costs more because others have results too: an index leads to every page. */
class DiagnosisPlanTest extends RecordsContract {

  private static final int USERS = 40;
  private static final int RESULTS = 4000;
  private static final Actor USER = new Actor(7L, "user7", false, null);
  private static final DiagnosisFilter ALL = DiagnosisFilter.ALL;
  private static final DiagnosisFilter NORMAL = ALL.with(Finding.NORMAL);
  private static final DiagnosisFilter A_WEEK =
      ALL.between(LocalDate.of(2026, 3, 2), LocalDate.of(2026, 3, 8));

  @SuppressWarnings("NullAway.Init") // Set before each class.
  private Database database;

  @SuppressWarnings("NullAway.Init") // Set before each class.
  private QueryPlan plan;

  @BeforeParameterizedClassInvocation
  void fillAnArchive() {
    new Archive(9, USERS, RESULTS).fill(address());
    database = Database.open(address());
    plan = new QueryPlan(kind, database);
  }

  @AfterParameterizedClassInvocation
  void closeTheDatabase() {
    database.close();
  }

  private String page(
      Actor actor, DiagnosisFilter filter, DiagnosisOrder.Key key, @Nullable Cursor after) {
    DiagnosisQuery query = DiagnosisQuery.of(actor, filter, new DiagnosisOrder(key, true), after);
    return plan.of(query.chosen("LIMIT :limit"), query.conditions().values());
  }

  private void assertOrderedBy(
      String index,
      Actor actor,
      DiagnosisFilter filter,
      DiagnosisOrder.Key key,
      @Nullable Cursor after) {
    assertThat(page(actor, filter, key, after))
        .containsPattern(index + "\\b")
        .doesNotMatch(QueryPlan.SORTING);
  }

  @Test
  void anIndexGivesOnePersonsResultsInEveryOrder() {
    assertOrderedBy("results_by_user", USER, ALL, CREATED_AT, null);
    assertOrderedBy("results_by_user_finding", USER, NORMAL, CREATED_AT, null);
    assertOrderedBy("results_by_user", USER, A_WEEK, CREATED_AT, null);
    assertOrderedBy("results_by_user_confidence", USER, ALL, CONFIDENCE, null);
    assertOrderedBy("results_by_user_score", USER, ALL, RAW_SCORE, null);
  }

  @Test
  void anIndexGivesEverybodysResultsInEveryOrder() {
    assertOrderedBy("results_by_created", Actor.SYSTEM, ALL, CREATED_AT, null);
    assertOrderedBy("results_by_finding", Actor.SYSTEM, NORMAL, CREATED_AT, null);
    assertOrderedBy("results_by_created", Actor.SYSTEM, A_WEEK, CREATED_AT, null);
    assertOrderedBy("results_by_confidence", Actor.SYSTEM, ALL, CONFIDENCE, null);
    assertOrderedBy("results_by_score", Actor.SYSTEM, ALL, RAW_SCORE, null);
  }

  @Test
  void anIndexLeadsBehindACursor() {
    long someTime = Moments.toMicros(Archive.END) - 1_000_000_000_000L;
    Cursor inTime = new Cursor(Long.toString(someTime), 70);

    assertOrderedBy("results_by_user", USER, ALL, CREATED_AT, inTime);
    assertOrderedBy("results_by_user_score", USER, ALL, RAW_SCORE, new Cursor("0.4", 70));
    assertOrderedBy("results_by_created", Actor.SYSTEM, ALL, CREATED_AT, inTime);
    assertOrderedBy("results_by_confidence", Actor.SYSTEM, ALL, CONFIDENCE, new Cursor("87.5", 70));
  }

  @Test
  void searchingReadsOnePersonsRowsOnly() {
    for (DiagnosisFilter filter :
        List.of(ALL.containing("im-7"), ALL.withConfidence(60.0, 90.0), NORMAL.containing("x"))) {
      for (DiagnosisOrder.Key key : DiagnosisOrder.Key.values()) {
        assertThat(page(USER, filter, key, null))
            .contains("results_by_user")
            .doesNotMatch(QueryPlan.READING_ALL);
      }
    }
  }

  @Test
  void countingReadsOnePersonsRowsOnly() {
    for (DiagnosisFilter filter : List.of(ALL, NORMAL, A_WEEK, ALL.containing("im-7"))) {
      DiagnosisQuery query = DiagnosisQuery.of(USER, filter, DiagnosisOrder.LATEST_FIRST, null);
      assertThat(plan.of(query.count(), query.conditions().values()))
          .contains("results_by_user")
          .doesNotMatch(QueryPlan.READING_ALL);
    }
    assertThat(plan.of(DiagnosisLists.COUNTS, Map.of("owner", 7L, "month", NOON)))
        .contains("results_by_user")
        .doesNotMatch(QueryPlan.READING_ALL);
  }

  @Test
  void anIndexGivesPicturesInTheOrderOfTheirArrival() {
    Conditions own = new Conditions().add("user_id = :owner", "owner", 7L);
    for (boolean latestFirst : new boolean[] {true, false}) {
      assertThat(plan.of(DiagnosisLists.chosenImages(own, latestFirst), own.values()))
          .contains("images_by_user")
          .doesNotMatch(QueryPlan.SORTING);
      assertThat(plan.of(DiagnosisLists.chosenImages(new Conditions(), latestFirst), Map.of()))
          .contains("images_by_upload")
          .doesNotMatch(QueryPlan.SORTING);
    }
  }

  @Test
  void anIndexGivesTheOldestResults() {
    Conditions old = Retention.conditions(null, NOON.minusSeconds(80_000_000));
    Conditions ownOld = Retention.conditions(7L, NOON.minusSeconds(80_000_000));

    assertThat(plan.of(Retention.sql(old), old.values())).contains("results_by_created");
    assertThat(plan.of(Retention.sql(ownOld), ownOld.values())).contains("results_by_user");
  }

  @Test
  void streamsAsManyResultsAsThereAre() {
    assertThat(
            records.lists().stream(Actor.SYSTEM, ALL, new DiagnosisOrder(RAW_SCORE, false))
                .map(found -> found.result().id())
                .collect(Collectors.toSet()))
        .hasSize(RESULTS);
    assertThat(records.lists().stream(USER, ALL, DiagnosisOrder.LATEST_FIRST))
        .hasSize(RESULTS / USERS)
        .isSortedAccordingTo(
            (one, other) -> other.result().createdAt().compareTo(one.result().createdAt()));
  }
}
