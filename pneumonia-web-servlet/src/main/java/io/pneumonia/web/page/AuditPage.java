package io.pneumonia.web.page;

import io.pneumonia.csv.CsvRow;
import io.pneumonia.error.RequestRejected;
import io.pneumonia.persistence.Records;
import io.pneumonia.persistence.audit.AuditAction;
import io.pneumonia.persistence.audit.AuditEntry;
import io.pneumonia.persistence.audit.AuditEvent;
import io.pneumonia.persistence.audit.AuditFilter;
import io.pneumonia.persistence.request.Actor;
import io.pneumonia.persistence.request.Cursor;
import io.pneumonia.persistence.request.Slice;
import io.pneumonia.web.api.QueryParameters;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Who did what: filtered, in parts of a list of any length, or exported. */
public final class AuditPage implements Page {

  static final String PATH = "/admin/audit/";

  private static final int SIZE = 50;
  private static final int EXPORT_SLICE = 500;
  private static final String[] FILTERS = {"user", "action", "date_from", "date_to"};
  private static final List<String> COLUMNS =
      List.of("id", "time", "user", "action", "address", "image", "result", "account", "detail");

  private final boolean export;

  AuditPage(boolean export) {
    this.export = export;
  }

  /**
   * A part of the list.
   *
   * @param form what was filtered by
   * @param entries what is shown
   * @param query what stays while one goes on, without the place
   * @param next where to go on, or null at the end
   * @param further whether this is not the beginning
   */
  public record View(
      FormState form,
      List<AuditEntry> entries,
      Query query,
      @Nullable String next,
      boolean further) {

    /** Copies the list. */
    public View {
      entries = List.copyOf(entries);
    }

    /**
     * Where to export what is shown.
     *
     * @return the path with its query
     */
    public String export() {
      return query.on(PATH + "export/");
    }

    /**
     * What else somebody did.
     *
     * @param username whose name
     * @return the path with its query
     */
    public String of(String username) {
      return Query.NONE.with("user", username).on(PATH);
    }
  }

  @Override
  public Access access() {
    return Access.ADMINISTRATOR;
  }

  @Override
  public PageAnswer get(Visit visit) {
    FormState form = FormState.of(visit.texts(FILTERS));
    Query query = Query.of(visit, FILTERS);
    try {
      AuditFilter filter = filter(visit);
      return export ? download(visit, filter) : part(visit, filter, form, query);
    } catch (RequestRejected e) {
      View refused = new View(form.refused(e), List.of(), query, null, false);
      return PageAnswer.show("admin-audit.jte", refused, 400);
    }
  }

  private static PageAnswer part(Visit visit, AuditFilter filter, FormState form, Query query) {
    @Nullable String after = visit.parameter("after");
    Slice<AuditEntry> slice =
        visit
            .records()
            .audit()
            .slice(visit.actor(), filter, after == null ? null : Cursor.parse(after), SIZE);
    @Nullable String next =
        slice.following().map(place -> query.with("after", place.text()).on(PATH)).orElse(null);
    return PageAnswer.show(
        "admin-audit.jte", new View(form, slice.items(), query, next, after != null));
  }

  private static AuditFilter filter(Visit visit) {
    QueryParameters parameters = new QueryParameters(Query.all(visit));
    @Nullable AuditAction action = parameters.choice("action", AuditAction.class);
    @Nullable LocalDate from = parameters.day("date_from");
    @Nullable LocalDate to = parameters.day("date_to");
    parameters.done();
    return new AuditFilter(NamedUser.id(visit), action, from, to);
  }

  private static PageAnswer download(Visit visit, AuditFilter filter) {
    Records records = visit.records();
    Actor actor = visit.actor();
    records.audit().append(actor, AuditEvent.of(AuditAction.EXPORT).with("audit trail"));
    return new PageAnswer.Download(
        "text/csv; charset=utf-8", "audit.csv", out -> write(records, actor, filter, out));
  }

  /** Slice by slice, so that however long the trail is, little of it is in memory. */
  private static void write(Records records, Actor actor, AuditFilter filter, OutputStream out)
      throws IOException {
    Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    writer.write(CsvRow.of(COLUMNS));
    @Nullable Cursor after = null;
    do {
      Slice<AuditEntry> slice = records.audit().slice(actor, filter, after, EXPORT_SLICE);
      for (AuditEntry entry : slice.items()) {
        writer.write(row(entry));
      }
      after = slice.next();
    } while (after != null);
    writer.flush();
  }

  private static String row(AuditEntry entry) {
    return CsvRow.of(
        List.of(
            Long.toString(entry.id()),
            entry.occurredAt().toString(),
            CsvRow.text(entry.username()),
            entry.action().name(),
            Objects.toString(entry.address(), ""),
            Objects.toString(entry.imageId(), ""),
            Objects.toString(entry.resultId(), ""),
            Objects.toString(entry.subjectId(), ""),
            CsvRow.text(Objects.toString(entry.detail(), ""))));
  }
}
