package io.pneumonia.persistence.django;

import io.pneumonia.error.RecordsUnavailable;
import io.pneumonia.error.RequestRejected;
import io.pneumonia.persistence.accounts.Account;
import io.pneumonia.persistence.accounts.Accounts;
import io.pneumonia.persistence.audit.AuditTrail;
import io.pneumonia.persistence.database.Database;
import io.pneumonia.persistence.diagnoses.Diagnoses;
import io.pneumonia.persistence.grants.Grants;
import io.pneumonia.persistence.request.Actor;
import io.pneumonia.persistence.settings.Settings;
import io.pneumonia.persistence.upkeep.UpkeepProgress;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * Takes over what a Django system keeps: accounts, API tokens, pictures with results, history,
 * settings. Once or again: what was taken before is left as it has become here.
 */
public final class DjangoImport {

  private final Database database;
  private final AuditTrail audit;
  private final Accounts accounts;
  private final Grants tokens;
  private final Diagnoses diagnoses;
  private final Settings settings;

  /**
   * The import into an installation.
   *
   * @param database where the rows are kept
   * @param audit keeps what was taken over
   * @param accounts takes the accounts
   * @param tokens takes the tokens
   * @param diagnoses takes the pictures
   * @param settings takes the settings
   */
  public DjangoImport(
      Database database,
      AuditTrail audit,
      Accounts accounts,
      Grants tokens,
      Diagnoses diagnoses,
      Settings settings) {
    this.database = database;
    this.audit = audit;
    this.accounts = accounts;
    this.tokens = tokens;
    this.diagnoses = diagnoses;
    this.settings = settings;
  }

  /**
   * Takes over everything that can be taken.
   *
   * @param actor an administrator, or the system
   * @param place where the Django system keeps its data, which is only read
   * @param progress is told how far it is
   * @return what was taken, what was here already, what was not taken and why
   * @throws IOException if the media folder cannot be read
   * @throws RequestRejected {@code ADMINISTRATOR_REQUIRED}
   * @throws RecordsUnavailable if there is no Django database, or the records here cannot be used
   */
  public ImportReport run(Actor actor, DjangoPlace place, UpkeepProgress progress)
      throws IOException {
    actor.requireAdministrator();
    ImportReport report = new ImportReport();
    DjangoMedia media = new DjangoMedia(place.media());
    try (DjangoSource source = new DjangoSource(place)) {
      ImportLog log = ImportLog.read(database);
      Map<Long, Account> owners = new HashMap<>();
      new AccountImport(database, audit, accounts, tokens, log, report)
          .run(source, owners, progress);
      new PictureImport(diagnoses, media, log, report).run(source, owners, progress);
      new HistoryImport(database, audit, log, report).run(source, owners, progress);
      new SettingImport(settings, report).run(actor, source);
    }
    return report;
  }
}
