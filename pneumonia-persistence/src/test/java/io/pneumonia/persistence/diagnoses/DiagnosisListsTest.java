package io.pneumonia.persistence.diagnoses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pneumonia.decision.Decision;
import io.pneumonia.decision.Finding;
import io.pneumonia.error.ErrorCode;
import io.pneumonia.persistence.RecordsContract;
import io.pneumonia.persistence.Specimens;
import io.pneumonia.persistence.request.Actor;
import io.pneumonia.persistence.request.Cursor;
import io.pneumonia.persistence.request.Page;
import io.pneumonia.persistence.request.PageRequest;
import io.pneumonia.persistence.request.Slice;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;

/** Lists against what reading every result one by one would find. */
class DiagnosisListsTest extends RecordsContract {

  private static final int COUNT = 60;
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 25);

  private final Random random = new Random(3);
  private final List<Diagnosis> all = new ArrayList<>();

  @SuppressWarnings("NullAway.Init") // Set before each class.
  private Actor owner;

  @BeforeParameterizedClassInvocation
  void recordSpecimens() {
    all.clear();
    owner = user();
    Actor other = user();
    Specimens specimens = new Specimens(3);
    Instant time = NOON.minus(Duration.ofDays(5));
    for (int i = 0; i < COUNT; i++) {
      time = time.plus(Duration.ofHours(random.nextInt(4)));
      clock.set(time);
      all.add(records.diagnoses().record(owner, specimens.next()));
      records.diagnoses().record(other, specimens.next());
    }
  }

  private List<Diagnosis> read(DiagnosisFilter filter, DiagnosisOrder order) {
    return all.stream().filter(found -> matches(filter, found)).sorted(comparator(order)).toList();
  }

  private static boolean matches(DiagnosisFilter filter, Diagnosis found) {
    Decision decision = found.result().decision();
    double confidence = decision.confidence().rounded();
    LocalDate day = LocalDate.ofInstant(found.result().createdAt(), ZoneOffset.UTC);
    return (filter.finding() == null || filter.finding() == decision.finding())
        && (filter.confidenceMin() == null || confidence >= filter.confidenceMin())
        && (filter.confidenceMax() == null || confidence <= filter.confidenceMax())
        && (filter.from() == null || !day.isBefore(filter.from()))
        && (filter.to() == null || !day.isAfter(filter.to()))
        && (filter.text() == null || hasText(found.image(), filter.text()));
  }

  private static boolean hasText(StoredImage image, String text) {
    String wanted = text.toLowerCase(Locale.ROOT);
    return Stream.of(image.fileName(), image.patient().name(), image.patient().notes())
        .anyMatch(field -> field.toLowerCase(Locale.ROOT).contains(wanted));
  }

  private static Comparator<Diagnosis> comparator(DiagnosisOrder order) {
    Comparator<Diagnosis> byKey =
        switch (order.key()) {
          case CREATED_AT -> Comparator.comparing(found -> found.result().createdAt());
          case CONFIDENCE ->
              Comparator.comparing(found -> found.result().decision().confidence().rounded());
          case RAW_SCORE -> Comparator.comparing(found -> found.result().decision().rawScore());
        };
    Comparator<Diagnosis> full = byKey.thenComparing(found -> found.result().id());
    return order.descending() ? full.reversed() : full;
  }

  private DiagnosisFilter anyFilter() {
    return new DiagnosisFilter(
        anyOrNull(Finding.NORMAL, Finding.PNEUMONIA),
        anyOrNull(60.0, 75.0),
        anyOrNull(87.5, 95.0),
        anyOrNull(TODAY.minusDays(4), TODAY.minusDays(1)),
        anyOrNull(TODAY.minusDays(2), TODAY),
        anyOrNull("im-3", "ÖMER", "100%", "under_", "back\\", "nobody"),
        null);
  }

  @SafeVarargs
  private <T> @Nullable T anyOrNull(T... values) {
    return random.nextBoolean() ? null : values[random.nextInt(values.length)];
  }

  private DiagnosisOrder anyOrder() {
    DiagnosisOrder.Key[] keys = DiagnosisOrder.Key.values();
    return new DiagnosisOrder(keys[random.nextInt(keys.length)], random.nextBoolean());
  }

  @Test
  void agreesWithReadingEveryResult() {
    for (int round = 0; round < 60; round++) {
      DiagnosisFilter filter = anyFilter();
      DiagnosisOrder order = anyOrder();
      List<Diagnosis> expected = read(filter, order);
      PageRequest request = new PageRequest(1 + random.nextInt(3), 1 + random.nextInt(25));

      Page<Diagnosis> page = records.lists().page(owner, filter, order, request);

      assertThat(page.count()).as("%s", filter).isEqualTo(expected.size());
      assertThat(page.items())
          .as("%s %s %s", filter, order, request)
          .isEqualTo(part(expected, request));
      assertThat(slices(filter, order, request.size())).isEqualTo(expected);
    }
  }

  private static List<Diagnosis> part(List<Diagnosis> expected, PageRequest request) {
    return expected.stream().skip(request.offset()).limit(request.size()).toList();
  }

  private List<Diagnosis> slices(DiagnosisFilter filter, DiagnosisOrder order, int size) {
    List<Diagnosis> found = new ArrayList<>();
    Cursor after = null;
    do {
      Slice<Diagnosis> slice = records.lists().slice(owner, filter, order, after, size);
      found.addAll(slice.items());
      after = slice.following().map(Cursor::text).map(Cursor::parse).orElse(null);
    } while (after != null);
    return found;
  }

  @Test
  void takesDaysForWholeDaysInUtc() {
    Actor actor = user();
    Specimens specimens = new Specimens(4);
    for (String time :
        List.of(
            "2026-03-01T23:59:59.999999Z",
            "2026-03-02T00:00:00Z",
            "2026-03-02T23:59:59.999999Z",
            "2026-03-03T00:00:00Z")) {
      clock.set(Instant.parse(time));
      records.diagnoses().record(actor, specimens.next());
    }
    LocalDate day = LocalDate.of(2026, 3, 2);
    DiagnosisFilter filter = DiagnosisFilter.ALL.between(day, day);

    assertThat(records.lists().stream(actor, filter, DiagnosisOrder.LATEST_FIRST))
        .extracting(found -> found.result().createdAt())
        .containsExactly(
            Instant.parse("2026-03-02T23:59:59.999999Z"), Instant.parse("2026-03-02T00:00:00Z"));
  }

  @Test
  void takesTheFirstAndTheLastDayThereAre() {
    LocalDate first = LocalDate.of(1, 1, 1);
    LocalDate last = LocalDate.of(9999, 12, 31);

    assertThat(count(owner, DiagnosisFilter.ALL.between(first, last))).isEqualTo(COUNT);
  }

  @Test
  void slicesNeitherRepeatNorSkipWhenResultsComeAndGo() {
    Actor actor = user();
    Specimens specimens = new Specimens(5);
    List<Long> ids = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      clock.advance(Duration.ofSeconds(1));
      ids.add(0, records.diagnoses().record(actor, specimens.next()).result().id());
    }
    Slice<Diagnosis> first = slice(actor, null);
    clock.advance(Duration.ofSeconds(1));
    records.diagnoses().record(actor, specimens.next());
    records.diagnoses().delete(actor, ids.get(2));

    Slice<Diagnosis> second = slice(actor, first.next());

    assertThat(first.items()).extracting(found -> found.result().id()).isEqualTo(ids.subList(0, 3));
    assertThat(second.items())
        .extracting(found -> found.result().id())
        .isEqualTo(ids.subList(3, 6));
    assertThat(second.following()).isEmpty();
  }

  private Slice<Diagnosis> slice(Actor actor, @Nullable Cursor after) {
    return records.lists().slice(actor, DiagnosisFilter.ALL, DiagnosisOrder.LATEST_FIRST, after, 3);
  }

  @Test
  void showsAdministratorsEverybodysOrOnePersons() {
    Actor administrator = administrator();
    DiagnosisFilter ofOwner = DiagnosisFilter.ALL.ofOwner(owner.requireUser());

    assertThat(count(administrator, DiagnosisFilter.ALL)).isGreaterThanOrEqualTo(2L * COUNT);
    assertThat(count(administrator, ofOwner)).isEqualTo(COUNT);
    assertThat(records.lists().stream(administrator, ofOwner, DiagnosisOrder.LATEST_FIRST))
        .containsExactlyElementsOf(read(DiagnosisFilter.ALL, DiagnosisOrder.LATEST_FIRST));
  }

  @Test
  void showsNobodyElseSomebodysResultsByNamingThem() {
    assertThat(count(user(), DiagnosisFilter.ALL.ofOwner(owner.requireUser()))).isZero();
  }

  @Test
  void showNothingToWhoIsNotSignedIn() {
    Actor nobody = Actor.anonymous("192.0.2.1");
    DiagnosisLists lists = records.lists();

    for (ThrowingCallable call :
        List.<ThrowingCallable>of(
            () -> count(nobody, DiagnosisFilter.ALL.ofOwner(owner.requireUser())),
            () -> slice(nobody, null),
            () -> lists.stream(nobody, DiagnosisFilter.ALL, DiagnosisOrder.LATEST_FIRST),
            () -> lists.images(nobody, true, PageRequest.FIRST),
            () -> lists.counts(nobody))) {
      assertThatThrownBy(call).isInstanceOf(IllegalStateException.class);
    }
  }

  private long count(Actor actor, DiagnosisFilter filter) {
    return records
        .lists()
        .page(actor, filter, DiagnosisOrder.LATEST_FIRST, PageRequest.FIRST)
        .count();
  }

  @Test
  void listsPicturesInTheOrderOfTheirArrival() {
    List<Diagnosis> earliestFirst =
        read(DiagnosisFilter.ALL, new DiagnosisOrder(DiagnosisOrder.Key.CREATED_AT, false));
    PageRequest second = new PageRequest(2, 7);

    Page<Diagnosis> up = records.lists().images(owner, false, second);
    Page<Diagnosis> down = records.lists().images(owner, true, second);

    assertThat(up.items()).isEqualTo(part(earliestFirst, second));
    assertThat(down.items())
        .isEqualTo(part(read(DiagnosisFilter.ALL, DiagnosisOrder.LATEST_FIRST), second));
    assertThat(up.count()).isEqualTo(COUNT);
    assertThat(up.hasPrevious()).isTrue();
    assertThat(up.hasNext()).isTrue();
  }

  @Test
  void countsByFindingAndThisMonth() {
    Actor actor = user();
    Specimens specimens = new Specimens(6);
    clock.set(Instant.parse("2026-10-31T23:59:59.999999Z"));
    record(actor, specimens, 0.2);
    clock.set(Instant.parse("2026-11-01T00:00:00Z"));
    record(actor, specimens, 0.5);
    record(actor, specimens, 0.9);

    assertThat(records.lists().counts(actor)).isEqualTo(new DiagnosisCounts(3, 1, 2, 2));
    assertThat(records.lists().counts(user())).isEqualTo(new DiagnosisCounts(0, 0, 0, 0));
  }

  private void record(Actor actor, Specimens specimens, double score) {
    records
        .diagnoses()
        .record(actor, Specimens.of(specimens.picture("a.png"), score, Patient.UNNAMED));
  }

  @Test
  void readsOrdersAsTheApiWritesThem() {
    assertThat(DiagnosisOrder.parse("-created_at")).isEqualTo(DiagnosisOrder.LATEST_FIRST);
    assertThat(DiagnosisOrder.parse("confidence"))
        .isEqualTo(new DiagnosisOrder(DiagnosisOrder.Key.CONFIDENCE, false));
    for (String wrong : List.of("", "-", "--confidence", "id; DROP TABLE results", "CONFIDENCE")) {
      rejected(() -> DiagnosisOrder.parse(wrong), ErrorCode.FIELD_INVALID);
    }
  }

  @Test
  void refusesACursorOfAnotherOrder() {
    Cursor ofConfidence = new Cursor("87.5", 1);

    rejected(() -> slice(owner, ofConfidence), ErrorCode.FIELD_INVALID);
  }

  @Test
  void refusesFiltersThatCannotBeMeant() {
    rejected(() -> DiagnosisFilter.ALL.withConfidence(-0.1, null), ErrorCode.FIELD_INVALID);
    rejected(() -> DiagnosisFilter.ALL.withConfidence(null, Double.NaN), ErrorCode.FIELD_INVALID);
    rejected(() -> DiagnosisFilter.ALL.containing("x".repeat(201)), ErrorCode.FIELD_INVALID);
    rejected(() -> DiagnosisFilter.ALL.between(LocalDate.MIN, null), ErrorCode.FIELD_INVALID);
    rejected(() -> DiagnosisFilter.ALL.between(null, LocalDate.MAX), ErrorCode.FIELD_INVALID);
    assertThat(DiagnosisFilter.ALL.containing("  ")).isEqualTo(DiagnosisFilter.ALL);
  }
}
