package io.pneumonia.persistence.diagnoses;

import io.pneumonia.persistence.database.Conditions;
import io.pneumonia.persistence.database.SearchText;
import io.pneumonia.persistence.request.Actor;
import io.pneumonia.persistence.request.Cursor;
import org.jspecify.annotations.Nullable;

/**
 * The statements that list results. The page is chosen from the table of results alone, which has
 * an index for every order, one beginning with the account; only what is on the page is then joined
 * with its picture. So neither other people's results nor skipped ones cost a row.
 */
record DiagnosisQuery(Conditions conditions, DiagnosisOrder order) {

  private static final String PAGE =
      DiagnosisRows.SELECT
          + """
          FROM (%s) r
          JOIN images i ON i.id = r.image_id
          JOIN users u ON u.id = r.user_id
          ORDER BY %s
          """;

  static DiagnosisQuery of(
      Actor actor, DiagnosisFilter filter, DiagnosisOrder order, @Nullable Cursor after) {
    Long owner = actor.administrator() ? filter.ownerId() : (Long) actor.requireUser();
    Conditions conditions =
        new Conditions()
            .add("user_id = :owner", "owner", owner)
            .add("finding = :finding", "finding", name(filter))
            .add("confidence >= :min", "min", filter.confidenceMin())
            .add("confidence <= :max", "max", filter.confidenceMax())
            .days("created_at", filter.from(), filter.to())
            .add("search_text LIKE :pattern ESCAPE '\\'", "pattern", pattern(filter));
    if (after != null) {
      conditions
          .add(
              "(%s, id) %s (:position, :id)".formatted(order.key().column(), order.comparison()),
              "position",
              order.position(after))
          .value("id", after.id());
    }
    return new DiagnosisQuery(conditions, order);
  }

  private static @Nullable String name(DiagnosisFilter filter) {
    return filter.finding() == null ? null : filter.finding().name();
  }

  private static @Nullable String pattern(DiagnosisFilter filter) {
    return filter.text() == null ? null : SearchText.pattern(filter.text());
  }

  String offsetPage() {
    return page("LIMIT :limit OFFSET :offset");
  }

  String slice() {
    return page("LIMIT :limit");
  }

  private String page(String limit) {
    return PAGE.formatted(chosen(limit), order.sql("r"));
  }

  /** The results on the page alone, which is where the indexes work. */
  String chosen(String limit) {
    return "SELECT * FROM results %s ORDER BY %s %s"
        .formatted(conditions.where(), order.sql("results"), limit);
  }

  String count() {
    return "SELECT count(*) FROM results " + conditions.where();
  }
}
