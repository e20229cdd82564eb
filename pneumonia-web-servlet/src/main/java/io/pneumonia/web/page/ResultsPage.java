package io.pneumonia.web.page;

import io.pneumonia.error.RequestRejected;
import io.pneumonia.persistence.diagnoses.Diagnosis;
import io.pneumonia.persistence.diagnoses.DiagnosisFilter;
import io.pneumonia.persistence.diagnoses.DiagnosisOrder;
import io.pneumonia.persistence.request.Cursor;
import io.pneumonia.persistence.request.Slice;
import io.pneumonia.web.api.QueryParameters;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The own results: searched, filtered, ordered, exported. */
public final class ResultsPage implements Page {

  private static final int SIZE = 25;

  private static final String[] FILTERS = {
    "search",
    "predicted_class",
    "confidence_min",
    "confidence_max",
    "date_from",
    "date_to",
    "ordering"
  };

  ResultsPage() {}

  /**
   * A part of the list.
   *
   * @param form what was filtered by
   * @param results what is shown
   * @param order how it is ordered
   * @param query what stays while one goes on, without the place
   * @param next where to go on, or null at the end
   * @param further whether this is not the beginning
   * @param owner whose results are exported, or null where it goes without saying
   */
  public record View(
      FormState form,
      List<ResultView> results,
      DiagnosisOrder order,
      Query query,
      @Nullable String next,
      boolean further,
      @Nullable Long owner) {

    /** Copies the list. */
    public View {
      results = List.copyOf(results);
    }

    /**
     * Whether something was filtered out.
     *
     * @return false for all results
     */
    public boolean isFiltered() {
      return !query.with("ordering", "").isEmpty();
    }

    /**
     * Where to export what is shown.
     *
     * @return the path with its query
     */
    public String export() {
      Query all = owner == null ? query : query.with("owner", owner.toString());
      return all.on("/api/results/export/");
    }

    /**
     * Where to order by a column; once more turns it round.
     *
     * @param key the column
     * @return the path with its query
     */
    public String ordered(DiagnosisOrder.Key key) {
      boolean descending = order.key() != key || !order.descending();
      String name = key.name().toLowerCase(Locale.ROOT);
      return query.with("ordering", descending ? "-" + name : name).on("/results/");
    }

    /**
     * What a column's heading says of the order.
     *
     * @param key the column
     * @return a value of {@code aria-sort}, or null for the other columns
     */
    public @Nullable String sort(DiagnosisOrder.Key key) {
      return order.key() != key ? null : order.descending() ? "descending" : "ascending";
    }
  }

  @Override
  public PageAnswer get(Visit visit) {
    Query query = Query.of(visit, FILTERS);
    FormState form = FormState.of(visit.texts(FILTERS));
    @Nullable Long owner = visit.actor().administrator() ? visit.actor().userId() : null;
    try {
      QueryParameters parameters = new QueryParameters(Query.all(visit));
      DiagnosisFilter filter = parameters.filter().ofOwner(visit.actor().requireUser());
      DiagnosisOrder order = parameters.order();
      @Nullable String after = visit.parameter("after");
      Slice<Diagnosis> slice =
          visit
              .records()
              .lists()
              .slice(
                  visit.actor(), filter, order, after == null ? null : Cursor.parse(after), SIZE);
      @Nullable String next =
          slice
              .following()
              .map(place -> query.with("after", place.text()).on("/results/"))
              .orElse(null);
      List<ResultView> results = slice.items().stream().map(ResultView::new).toList();
      return PageAnswer.show(
          "results.jte", new View(form, results, order, query, next, after != null, owner));
    } catch (RequestRejected e) {
      View refused =
          new View(
              form.refused(e), List.of(), DiagnosisOrder.LATEST_FIRST, query, null, false, owner);
      return PageAnswer.show("results.jte", refused, 400);
    }
  }
}
