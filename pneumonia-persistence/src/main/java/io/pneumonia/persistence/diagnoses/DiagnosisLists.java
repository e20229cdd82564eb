package io.pneumonia.persistence.diagnoses;

import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.RequestRejected;
import io.pneumonia.persistence.database.Conditions;
import io.pneumonia.persistence.database.Database;
import io.pneumonia.persistence.database.SearchText;
import io.pneumonia.persistence.encryption.EncryptionKeys;
import io.pneumonia.persistence.request.Actor;
import io.pneumonia.persistence.request.Cursor;
import io.pneumonia.persistence.request.Page;
import io.pneumonia.persistence.request.PageRequest;
import io.pneumonia.persistence.request.Slice;
import java.time.Clock;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Lists of results and pictures: the own ones, or everybody's for administrators. Pages with
 * numbers cost what they skip; slices cost the same everywhere.
 */
public final class DiagnosisLists {

  private static final int EXPORT_SLICE = 500;

  /** How many encrypted results a search decrypts at most, which takes a second or two. */
  private static final int SEARCHED = 100_000;

  private final Database database;
  private final EncryptionKeys keys;
  private final DiagnosisRows rows;
  private final Clock clock;

  /**
   * The lists of a database.
   *
   * @param database where the rows are kept
   * @param keys what patients' fields are encrypted with
   * @param clock tells which month it is
   */
  public DiagnosisLists(Database database, EncryptionKeys keys, Clock clock) {
    this.database = database;
    this.keys = keys;
    this.rows = new DiagnosisRows(keys);
    this.clock = clock;
  }

  /**
   * One page of results, with the count of all.
   *
   * @param actor who asks
   * @param filter which
   * @param order in which order
   * @param page which page
   * @return the page
   */
  public Page<Diagnosis> page(
      Actor actor, DiagnosisFilter filter, DiagnosisOrder order, PageRequest page) {
    if (keys.encrypt() && filter.text() != null) {
      return searched(actor, filter, order, page);
    }
    DiagnosisQuery query = DiagnosisQuery.of(actor, filter, order, null);
    return database.read(
        handle -> {
          Map<String, Object> values = query.conditions().values();
          return new Page<>(
              list(handle, query.offsetPage(), values, page),
              handle.createQuery(query.count()).bindMap(values).mapTo(Long.class).one(),
              page);
        });
  }

  /**
   * The results behind a place in the list.
   *
   * @param actor who asks
   * @param filter which
   * @param order in which order
   * @param after the place, or null for the beginning
   * @param size how many, 1 or more
   * @return the results, and the place behind them
   */
  public Slice<Diagnosis> slice(
      Actor actor, DiagnosisFilter filter, DiagnosisOrder order, @Nullable Cursor after, int size) {
    List<Diagnosis> found =
        keys.encrypt() && filter.text() != null
            ? search(actor, filter, order, after, size + 1)
            : first(DiagnosisQuery.of(actor, filter, order, after), size + 1);
    return found.size() <= size
        ? new Slice<>(found, null)
        : new Slice<>(found.subList(0, size), order.behind(found.get(size - 1)));
  }

  private List<Diagnosis> first(DiagnosisQuery query, int size) {
    return database.read(
        handle ->
            handle
                .createQuery(query.slice())
                .bindMap(query.conditions().values())
                .bind("limit", size)
                .map((row, context) -> rows.diagnosis(row))
                .list());
  }

  private Page<Diagnosis> searched(
      Actor actor, DiagnosisFilter filter, DiagnosisOrder order, PageRequest page) {
    List<Diagnosis> all = search(actor, filter, order, null, Integer.MAX_VALUE);
    int from = (int) Math.min(page.offset(), all.size());
    int to = (int) Math.min(page.offset() + page.size(), all.size());
    return new Page<>(List.copyOf(all.subList(from, to)), all.size(), page);
  }

  /**
   * The first results in which a text is found: the database cannot read what is encrypted, so they
   * are decrypted one after the other.
   */
  private List<Diagnosis> search(
      Actor actor, DiagnosisFilter filter, DiagnosisOrder order, @Nullable Cursor after, int size) {
    String wanted = SearchText.fold(Objects.requireNonNull(filter.text()));
    DiagnosisQuery query = DiagnosisQuery.of(actor, filter.withoutText(), order, after);
    int[] searched = {0};
    return database.read(
        handle -> {
          try (Stream<Diagnosis> results =
              handle
                  .createQuery(query.slice())
                  .bindMap(query.conditions().values())
                  .bind("limit", SEARCHED + 1)
                  .setFetchSize(EXPORT_SLICE)
                  .map((row, context) -> rows.diagnosis(row))
                  .stream()) {
            return results
                .peek(result -> requireFew(++searched[0]))
                .filter(result -> contains(result, wanted))
                .limit(size)
                .toList();
          }
        });
  }

  private static boolean contains(Diagnosis result, String wanted) {
    return PatientFields.of(result.image()).searchText().contains(wanted);
  }

  private static void requireFew(int searched) {
    if (searched > SEARCHED) {
      throw RequestRejected.ofField(
          "search",
          ErrorCode.FIELD_INVALID,
          "Names and notes are encrypted, so at most %,d results can be searched. Choose fewer days."
              .formatted(SEARCHED));
    }
  }

  /**
   * All results, however many: they are read in slices as the stream is consumed, and no connection
   * is held in between, so a slow consumer costs nothing and the stream need not be closed.
   *
   * @param actor who asks
   * @param filter which
   * @param order in which order
   * @return the results
   */
  public Stream<Diagnosis> stream(Actor actor, DiagnosisFilter filter, DiagnosisOrder order) {
    return Stream.iterate(
            slice(actor, filter, order, null, EXPORT_SLICE),
            Objects::nonNull,
            slice ->
                slice
                    .following()
                    .map(next -> slice(actor, filter, order, next, EXPORT_SLICE))
                    .orElse(null))
        .flatMap(slice -> slice.items().stream());
  }

  /**
   * One page of pictures in the order of their arrival, with the count of all.
   *
   * @param actor who asks
   * @param latestFirst whether the latest comes first
   * @param page which page
   * @return the page
   */
  public Page<Diagnosis> images(Actor actor, boolean latestFirst, PageRequest page) {
    Long owner = actor.administrator() ? null : (Long) actor.requireUser();
    Conditions conditions = new Conditions().add("user_id = :owner", "owner", owner);
    return database.read(
        handle ->
            new Page<>(
                list(handle, imagesSql(conditions, latestFirst), conditions.values(), page),
                handle
                    .createQuery("SELECT count(*) FROM images " + conditions.where())
                    .bindMap(conditions.values())
                    .mapTo(Long.class)
                    .one(),
                page));
  }

  private static String imagesSql(Conditions conditions, boolean latestFirst) {
    return DiagnosisRows.SELECT
        + """
        FROM (%s) i
        JOIN results r ON r.image_id = i.id
        JOIN users u ON u.id = i.user_id
        ORDER BY %s
        """
            .formatted(chosenImages(conditions, latestFirst), imageOrder("i", latestFirst));
  }

  /** The pictures on the page alone, which is where the indexes work. */
  static String chosenImages(Conditions conditions, boolean latestFirst) {
    return "SELECT * FROM images %s ORDER BY %s LIMIT :limit OFFSET :offset"
        .formatted(conditions.where(), imageOrder("images", latestFirst));
  }

  private static String imageOrder(String table, boolean latestFirst) {
    return "%1$s.uploaded_at%2$s, %1$s.id%2$s".formatted(table, latestFirst ? " DESC" : "");
  }

  private List<Diagnosis> list(
      Handle handle, String sql, Map<String, Object> values, PageRequest page) {
    return handle
        .createQuery(sql)
        .bindMap(values)
        .bind("limit", page.size())
        .bind("offset", page.offset())
        .map((row, context) -> rows.diagnosis(row))
        .list();
  }

  /**
   * How many results the person who asks has.
   *
   * @param actor who asks
   * @return the counts, administrators' own ones too
   */
  public DiagnosisCounts counts(Actor actor) {
    Instant month =
        YearMonth.from(clock.instant().atZone(ZoneOffset.UTC))
            .atDay(1)
            .atStartOfDay()
            .toInstant(ZoneOffset.UTC);
    return database.read(
        handle ->
            handle
                .createQuery(COUNTS)
                .bind("owner", actor.requireUser())
                .bind("month", month)
                .map(
                    (row, context) ->
                        new DiagnosisCounts(
                            row.getLong("total"),
                            row.getLong("normal"),
                            row.getLong("total") - row.getLong("normal"),
                            row.getLong("this_month")))
                .one());
  }

  static final String COUNTS =
      """
      SELECT count(*) AS total,
        count(CASE WHEN finding = 'NORMAL' THEN 1 END) AS normal,
        count(CASE WHEN created_at >= :month THEN 1 END) AS this_month
      FROM results WHERE user_id = :owner
      """;
}
