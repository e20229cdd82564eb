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

/** The own results, or for administrators all: searched, filtered, ordered, exported. */
public final class ResultsPage implements Page {

  private static final int SIZE = 25;

  private static final String[] FILTERS = {
    "search",
    "predicted_class",
    "confidence_min",
    "confidence_max",
    "date_from",
    "date_to",
    "ordering",
    "user"
  };

  private final Scope scope;

  ResultsPage(Scope scope) {
    this.scope = scope;
  }

  /** Whose results are listed. */
  public enum Scope {
    /** Those of who asks. */
    OWN("/results/"),
    /** Everybody's, or those of an account that is named. */
    ALL("/admin/results/");

    private final String path;

    Scope(String path) {
      this.path = path;
    }

    /**
     * Where the list is.
     *
     * @return the path, from the root
     */
    public String path() {
      return path;
    }
  }

  /**
   * A part of the list.
   *
   * @param scope whose results
   * @param form what was filtered by
   * @param results what is shown
   * @param order how it is ordered
   * @param query what stays while one goes on, without the place
   * @param next where to go on, or null at the end
   * @param further whether this is not the beginning
   * @param owner whose results are exported, or null where it goes without saying
   */
  public record View(
      Scope scope,
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
      Query all = query.with("user", "");
      return (owner == null ? all : all.with("owner", owner.toString())).on("/api/results/export/");
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
      return query.with("ordering", descending ? "-" + name : name).on(scope.path());
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
  public Access access() {
    return scope == Scope.ALL ? Access.ADMINISTRATOR : Access.SIGNED_IN;
  }

  @Override
  public PageAnswer get(Visit visit) {
    Query query = Query.of(visit, FILTERS);
    FormState form = FormState.of(visit.texts(FILTERS));
    try {
      QueryParameters parameters = new QueryParameters(Query.all(visit));
      @Nullable Long owner = owner(visit);
      DiagnosisFilter any = parameters.filter();
      DiagnosisFilter filter = owner == null ? any : any.ofOwner(owner);
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
              .map(place -> query.with("after", place.text()).on(scope.path()))
              .orElse(null);
      List<ResultView> results = slice.items().stream().map(ResultView::new).toList();
      return PageAnswer.show(
          "results.jte",
          new View(
              scope, form, results, order, query, next, after != null, exported(visit, owner)));
    } catch (RequestRejected e) {
      View refused =
          new View(
              scope,
              form.refused(e),
              List.of(),
              DiagnosisOrder.LATEST_FIRST,
              query,
              null,
              false,
              null);
      return PageAnswer.show("results.jte", refused, 400);
    }
  }

  private static @Nullable Long exported(Visit visit, @Nullable Long owner) {
    return visit.actor().administrator() ? owner : null;
  }

  private @Nullable Long owner(Visit visit) {
    return scope == Scope.ALL ? NamedUser.id(visit) : (Long) visit.actor().requireUser();
  }
}
