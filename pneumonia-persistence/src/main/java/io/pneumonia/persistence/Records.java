package io.pneumonia.persistence;

import io.pneumonia.error.RecordsUnavailable;
import io.pneumonia.persistence.accounts.Accounts;
import io.pneumonia.persistence.accounts.Credentials;
import io.pneumonia.persistence.accounts.PasswordHashes;
import io.pneumonia.persistence.audit.AuditTrail;
import io.pneumonia.persistence.database.Database;
import io.pneumonia.persistence.database.PoolUsage;
import io.pneumonia.persistence.diagnoses.Diagnoses;
import io.pneumonia.persistence.diagnoses.DiagnosisLists;
import io.pneumonia.persistence.diagnoses.Retention;
import io.pneumonia.persistence.django.DjangoImport;
import io.pneumonia.persistence.encryption.EncryptionKeys;
import io.pneumonia.persistence.encryption.KeyRegister;
import io.pneumonia.persistence.grants.GrantKind;
import io.pneumonia.persistence.grants.Grants;
import io.pneumonia.persistence.media.EncryptedMediaStore;
import io.pneumonia.persistence.media.FileMediaStore;
import io.pneumonia.persistence.media.MediaStore;
import io.pneumonia.persistence.media.ObjectStores;
import io.pneumonia.persistence.models.ModelRegistry;
import io.pneumonia.persistence.settings.Settings;
import io.pneumonia.persistence.upkeep.Inspection;
import io.pneumonia.persistence.upkeep.Reencryption;
import io.pneumonia.persistence.upkeep.Transfer;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The records of an installation. Open them once, share them, close them at the end. */
public final class Records implements AutoCloseable {

  private static final long TIDYING = 0x70_6e_65_75_74_69_64_79L; // "pneutidy"

  private final Database database;
  private final MediaStore media;
  private final Clock clock;
  private final Duration orphanGrace;
  private final AuditTrail audit;
  private final Settings settings;
  private final ModelRegistry models;
  private final Grants sessions;
  private final Grants tokens;
  private final Accounts accounts;
  private final Credentials credentials;
  private final Diagnoses diagnoses;
  private final DiagnosisLists lists;
  private final Retention retention;
  private final Inspection inspection;
  private final Transfer transfer;
  private final Reencryption reencryption;
  private final DjangoImport djangoImport;

  private Records(RecordsConfiguration configuration, Database database, MediaStore stored) {
    EncryptionKeys keys = configuration.encryption();
    this.database = database;
    this.media = keys.encrypt() ? new EncryptedMediaStore(stored, keys) : stored;
    this.clock = configuration.clock();
    this.orphanGrace = configuration.orphanGrace();
    audit = new AuditTrail(database, clock);
    settings = new Settings(database, audit, clock);
    models = new ModelRegistry(database, audit, clock);
    sessions =
        new Grants(GrantKind.SESSION, database, audit, configuration.sessionLifetime(), clock);
    tokens = new Grants(GrantKind.TOKEN, database, audit, configuration.tokenLifetime(), clock);
    PasswordHashes hashes = new PasswordHashes(configuration.hashingCost());
    List<Grants> grants = List.of(sessions, tokens);
    accounts = new Accounts(database, audit, hashes, grants, clock);
    credentials =
        new Credentials(database, audit, hashes, configuration.loginLimits(), grants, clock);
    diagnoses = new Diagnoses(database, audit, media, keys, clock);
    lists = new DiagnosisLists(database, keys, clock);
    retention = new Retention(database, diagnoses, settings, keys, clock);
    inspection = new Inspection(database, stored, keys);
    transfer = new Transfer(database, audit, stored, keys, clock);
    reencryption = new Reencryption(database, audit, stored, keys);
    djangoImport = new DjangoImport(database, audit, accounts, tokens, diagnoses, settings);
  }

  /**
   * Opens the records: creates what is missing, brings the schema up to date, and removes what a
   * crash left behind.
   *
   * @param configuration where they are
   * @return the open records, to be closed by the caller
   * @throws RecordsUnavailable if database or media store cannot be used, or a key is missing that
   *     records are encrypted with; with what was found
   */
  public static Records open(RecordsConfiguration configuration) {
    Database database = Database.open(configuration.database());
    try {
      new KeyRegister(database, configuration.encryption()).check();
      MediaStore media =
          configuration.objectStore() == null
              ? FileMediaStore.open(configuration.mediaFolder())
              : ObjectStores.open(configuration.objectStore());
      try {
        Records records = new Records(configuration, database, media);
        records.sweep();
        return records;
      } catch (RuntimeException e) {
        media.close();
        throw e;
      }
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
  }

  /**
   * People and their rights.
   *
   * @return the accounts
   */
  public Accounts accounts() {
    return accounts;
  }

  /**
   * Signing in, and passwords.
   *
   * @return the credentials
   */
  public Credentials credentials() {
    return credentials;
  }

  /**
   * Browsers that are signed in.
   *
   * @return the sessions
   */
  public Grants sessions() {
    return sessions;
  }

  /**
   * Programs that are signed in.
   *
   * @return the tokens
   */
  public Grants tokens() {
    return tokens;
  }

  /**
   * Pictures with their results, one at a time.
   *
   * @return the diagnoses
   */
  public Diagnoses diagnoses() {
    return diagnoses;
  }

  /**
   * Pictures with their results, many at a time.
   *
   * @return the lists
   */
  public DiagnosisLists lists() {
    return lists;
  }

  /**
   * Deleting results for their age.
   *
   * @return the retention
   */
  public Retention retention() {
    return retention;
  }

  /**
   * Who did what.
   *
   * @return the audit trail
   */
  public AuditTrail audit() {
    return audit;
  }

  /**
   * What administrators set.
   *
   * @return the settings
   */
  public Settings settings() {
    return settings;
  }

  /**
   * Which model is in force.
   *
   * @return the registry
   */
  public ModelRegistry models() {
    return models;
  }

  /**
   * Whether database and media store agree.
   *
   * @return the inspection
   */
  public Inspection inspection() {
    return inspection;
  }

  /**
   * Backups, and moves from one database to the other.
   *
   * @return the transfer
   */
  public Transfer transfer() {
    return transfer;
  }

  /**
   * Another encryption key, the first, or none any more.
   *
   * @return the re-encryption
   */
  public Reencryption reencryption() {
    return reencryption;
  }

  /**
   * Moving in from the system that this one replaces.
   *
   * @return the import
   */
  public DjangoImport djangoImport() {
    return djangoImport;
  }

  /**
   * What the records are kept in.
   *
   * @return database and media store
   * @throws RecordsUnavailable if either cannot be used
   */
  public RecordsState state() {
    return new RecordsState(database.state(), media.state());
  }

  /**
   * Says whether the records can be used now: the database answers and the media store can be
   * written.
   *
   * @throws RecordsUnavailable if not, with what was found
   */
  public void check() {
    database.read(handle -> handle.createQuery("SELECT 1").mapTo(Integer.class).one());
    media.check();
  }

  /**
   * Removes what interrupted uploads and deletions left behind, and forgets what has expired.
   * Opening does it, and {@link #tidy}.
   *
   * @return how many files of pictures were removed
   */
  public int sweep() {
    sessions.sweep();
    tokens.sweep();
    credentials.sweep();
    return diagnoses.sweep(clock.instant().minus(orphanGrace));
  }

  /**
   * What a tidying did.
   *
   * @param results how many results were deleted for their age
   * @param files how many files of pictures an interrupted upload or deletion had left behind
   */
  public record Tidied(long results, int files) {}

  /**
   * Does what is to be done every night: deletes results that are older than the setting says, and
   * sweeps. Of several processes on a PostgreSQL database one at a time does it.
   *
   * @return what was done; empty where another process is at it
   * @throws RecordsUnavailable if database or media store cannot be used
   */
  public Optional<Tidied> tidy() {
    return database.alone(TIDYING, () -> new Tidied(retention.purgeAsSet(), sweep()));
  }

  /**
   * What the connections to the database do now.
   *
   * @return one for each pool
   */
  public List<PoolUsage> connections() {
    return database.usage();
  }

  /** Closes media store and database. */
  @Override
  public void close() {
    media.close();
    database.close();
  }
}
