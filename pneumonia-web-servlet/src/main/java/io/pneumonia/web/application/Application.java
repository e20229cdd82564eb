package io.pneumonia.web.application;

import io.pneumonia.Predictor;
import io.pneumonia.error.PneumoniaException;
import io.pneumonia.persistence.Records;
import io.pneumonia.persistence.RecordsConfiguration;
import io.pneumonia.persistence.database.DatabaseAddress;
import io.pneumonia.persistence.grants.Lifetime;
import io.pneumonia.web.configuration.InvalidConfiguration;
import io.pneumonia.web.configuration.ServerConfiguration;
import io.pneumonia.web.configuration.ServerConfiguration.RecordsPlace;
import io.pneumonia.web.telemetry.Telemetry;
import java.io.IOException;
import java.time.Clock;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Everything a server holds open. Open one, share it, close it at the end. */
public final class Application implements AutoCloseable {

  private final ServerConfiguration configuration;
  private final Records records;
  private final ActiveModel model;
  private final InstalledModels models;
  private final AnalysisQueue queue;
  private final UploadMemory uploads;
  private final SecretKey secretKey;
  private final Readiness readiness;
  private final NightlyTidying nightly;
  private final Telemetry telemetry;

  private Application(
      ServerConfiguration configuration,
      Records records,
      ActiveModel model,
      SecretKey key,
      Clock clock) {
    this.configuration = configuration;
    this.records = records;
    this.model = model;
    this.secretKey = key;
    this.telemetry =
        Telemetry.open(configuration.reporting(), configuration.exposure().production(), version());
    this.queue = new AnalysisQueue(model, configuration.capacity());
    this.uploads = new UploadMemory(configuration.capacity().uploadMebibytes());
    this.models =
        new InstalledModels(
            records.models(),
            new ModelFolders(configuration.model(), model.id()),
            model,
            telemetry.errors());
    this.readiness = new Readiness(records, models);
    this.nightly =
        new NightlyTidying(records, configuration.nightlyAt(), clock, telemetry.errors());
  }

  /**
   * Opens records and model, at the same time.
   *
   * @param configuration where they are
   * @return the application, to be closed by the caller
   * @throws PneumoniaException if records or model cannot be used
   * @throws InvalidConfiguration if the secret key cannot be kept
   */
  public static Application open(ServerConfiguration configuration) {
    return open(configuration, Clock.systemUTC());
  }

  /**
   * Opens records and model, as {@link #open(ServerConfiguration)}.
   *
   * @param configuration where they are
   * @param clock tells the time
   * @return the application, to be closed by the caller
   */
  public static Application open(ServerConfiguration configuration, Clock clock) {
    CompletableFuture<Records> records =
        CompletableFuture.supplyAsync(
            () -> Records.open(recordsOf(configuration).withClock(clock)));
    try {
      Predictor predictor = ActiveModel.open(configuration.model());
      try {
        return assemble(configuration, records.join(), predictor, clock);
      } catch (RuntimeException e) {
        predictor.close();
        throw e;
      }
    } catch (RuntimeException e) {
      records.thenAccept(Records::close).exceptionally(ignored -> null).join();
      throw unwrapped(e);
    }
  }

  private static Application assemble(
      ServerConfiguration configuration, Records records, Predictor predictor, Clock clock) {
    ActiveModel model = new ActiveModel(predictor, new LiveSettings(records.settings()));
    try {
      SecretKey key =
          SecretKey.of(configuration.exposure().secretKey(), configuration.records().dataFolder());
      Application application = new Application(configuration, records, model, key, clock);
      application.begin();
      return application;
    } catch (IOException e) {
      throw new InvalidConfiguration(
          "secret-key: expected to keep it in %s, found %s"
              .formatted(configuration.records().dataFolder(), e));
    }
  }

  private void begin() {
    try {
      models.begin();
      nightly.start();
    } catch (RuntimeException e) {
      queue.close();
      nightly.close();
      models.close();
      telemetry.close();
      throw e;
    }
  }

  private static RuntimeException unwrapped(RuntimeException e) {
    return e instanceof CompletionException && e.getCause() instanceof RuntimeException cause
        ? cause
        : e;
  }

  /**
   * Where the records of a configuration are.
   *
   * @param configuration what was set
   * @return the records' own configuration
   */
  public static RecordsConfiguration recordsOf(ServerConfiguration configuration) {
    RecordsPlace place = configuration.records();
    RecordsConfiguration usual = RecordsConfiguration.in(place.dataFolder());
    String url = place.databaseUrl() == null ? usual.database().url() : place.databaseUrl();
    RecordsConfiguration records =
        usual
            .withDatabase(
                new DatabaseAddress(
                    url,
                    place.databaseUser(),
                    place.databasePassword(),
                    place.databaseConnections(),
                    usual.database().patience()))
            .withLifetimes(
                new Lifetime(configuration.sessions().idle(), configuration.sessions().lifetime()),
                Lifetime.OF_TOKENS)
            .withEncryption(place.encryption());
    if (place.objectStore() != null) {
      return records.withObjectStore(place.objectStore());
    }
    return place.mediaFolder() == null ? records : records.withMediaFolder(place.mediaFolder());
  }

  /**
   * Which release this is.
   *
   * @return the version, or {@code development} where it was not packed
   */
  public static String version() {
    return Objects.requireNonNullElse(
        Application.class.getPackage().getImplementationVersion(), "development");
  }

  /**
   * What was set.
   *
   * @return the configuration
   */
  public ServerConfiguration configuration() {
    return configuration;
  }

  /**
   * Accounts, pictures, results and the rest.
   *
   * @return the open records
   */
  public Records records() {
    return records;
  }

  /**
   * The model in force.
   *
   * @return the open model
   */
  public ActiveModel model() {
    return model;
  }

  /**
   * The models that can be in force.
   *
   * @return the models of the registry
   */
  public InstalledModels models() {
    return models;
  }

  /**
   * The way to the model.
   *
   * @return the queue
   */
  public AnalysisQueue queue() {
    return queue;
  }

  /**
   * The memory that uploads share.
   *
   * @return the memory
   */
  public UploadMemory uploads() {
    return uploads;
  }

  /**
   * What signs forms.
   *
   * @return the key
   */
  public SecretKey secretKey() {
    return secretKey;
  }

  /**
   * Whether everything that a request needs can be used.
   *
   * @return the check
   */
  public Readiness readiness() {
    return readiness;
  }

  /**
   * What is done every night.
   *
   * @return the tidying of the records
   */
  public NightlyTidying nightly() {
    return nightly;
  }

  /**
   * What is told other systems.
   *
   * @return reports of errors and traces of requests
   */
  public Telemetry telemetry() {
    return telemetry;
  }

  /** Lets running analyses end, then closes models and records. */
  @Override
  public void close() {
    queue.close();
    nightly.close();
    models.close();
    model.close();
    records.close();
    telemetry.close();
  }
}
