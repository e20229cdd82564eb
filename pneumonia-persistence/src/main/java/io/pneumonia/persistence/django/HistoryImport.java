package io.pneumonia.persistence.django;

import io.pneumonia.persistence.accounts.Account;
import io.pneumonia.persistence.audit.AuditAction;
import io.pneumonia.persistence.audit.AuditEvent;
import io.pneumonia.persistence.audit.AuditTrail;
import io.pneumonia.persistence.database.Database;
import io.pneumonia.persistence.django.DjangoSource.History;
import io.pneumonia.persistence.django.ImportReport.Subject;
import io.pneumonia.persistence.request.Actor;
import io.pneumonia.persistence.upkeep.UpkeepProgress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Takes over the history as entries of the audit trail, at the times it happened. What was noted
 * beside an entry is left behind: the trail keeps no patient's name.
 */
final class HistoryImport {

  private static final int BATCH = 500;

  private static final Map<String, AuditAction> ACTIONS =
      Map.ofEntries(
          Map.entry("upload", AuditAction.UPLOAD),
          Map.entry("view", AuditAction.VIEW),
          Map.entry("delete", AuditAction.DELETE),
          Map.entry("export", AuditAction.EXPORT),
          Map.entry("download", AuditAction.EXPORT),
          Map.entry("login", AuditAction.LOGIN),
          Map.entry("login_failed", AuditAction.LOGIN_FAILED),
          Map.entry("logout", AuditAction.LOGOUT),
          Map.entry("register", AuditAction.REGISTER),
          Map.entry("profile_update", AuditAction.PROFILE_EDIT),
          Map.entry("password_change", AuditAction.PASSWORD_CHANGE));

  private final Database database;
  private final AuditTrail audit;
  private final ImportLog log;
  private final ImportReport report;
  private final Map<Long, ImportLog.Taken> pictures = new HashMap<>();
  private long withData;

  HistoryImport(Database database, AuditTrail audit, ImportLog log, ImportReport report) {
    this.database = database;
    this.audit = audit;
    this.log = log;
    this.report = report;
  }

  void run(DjangoSource source, Map<Long, Account> owners, UpkeepProgress progress) {
    source.pictures(
        pair -> {
          ImportLog.@Nullable Taken taken = log.picture(PictureImport.key(pair.picture()));
          if (taken != null) {
            pictures.put(pair.picture().id(), taken);
          }
        });
    List<History> batch = new ArrayList<>();
    source.history(
        entry -> {
          if (isNew(entry, owners)) {
            batch.add(entry);
          }
          if (batch.size() == BATCH) {
            write(batch, owners);
            batch.clear();
          }
        });
    write(batch, owners);
    if (withData > 0) {
      report.note(
          "additional data of %d entries of the history were left behind: the audit trail keeps no free text"
              .formatted(withData));
    }
  }

  private static String key(History entry) {
    return ImportLog.key("history", entry.id(), entry.at());
  }

  private boolean isNew(History entry, Map<Long, Account> owners) {
    if (log.has(key(entry))) {
      report.find(Subject.HISTORY);
      return false;
    }
    if (entry.userId() == null || !owners.containsKey(entry.userId())) {
      report.skip(Subject.HISTORY, entry.id(), "its owner was not taken");
      return false;
    }
    return true;
  }

  private void write(List<History> batch, Map<Long, Account> owners) {
    database.change(
        handle -> batch.forEach(entry -> write(handle, entry, owners.get(entry.userId()))));
    for (History entry : batch) {
      log.add(key(entry));
      report.take(Subject.HISTORY);
      withData += entry.hasData() ? 1 : 0;
    }
  }

  private void write(Handle handle, History entry, @Nullable Account owner) {
    if (owner == null) {
      throw new IllegalStateException("history: expected an owner for entry " + entry.id());
    }
    @Nullable AuditAction known = ACTIONS.get(entry.action().toLowerCase(Locale.ROOT));
    String detail = known == null ? entry.action() + ", " + key(entry) : key(entry);
    AuditEvent event = AuditEvent.of(known == null ? AuditAction.IMPORT : known).with(detail);
    ImportLog.@Nullable Taken picture = pictures.get(entry.pictureId());
    if (picture != null) {
      event = event.onResult(picture.imageId(), picture.resultId());
    }
    audit.append(
        handle,
        entry.at(),
        new Actor(owner.id(), owner.username(), owner.administrator(), entry.address()),
        event);
  }
}
