package io.pneumonia.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.RecordsUnavailable;
import io.pneumonia.image.EncodedImage;
import io.pneumonia.persistence.accounts.LoginLimits;
import io.pneumonia.persistence.diagnoses.Diagnosis;
import io.pneumonia.persistence.diagnoses.DiagnosisFilter;
import io.pneumonia.persistence.diagnoses.DiagnosisOrder;
import io.pneumonia.persistence.diagnoses.NewDiagnosis;
import io.pneumonia.persistence.diagnoses.Patient;
import io.pneumonia.persistence.diagnoses.StoredPicture;
import io.pneumonia.persistence.encryption.EncryptionKeys;
import io.pneumonia.persistence.request.Actor;
import io.pneumonia.persistence.request.PageRequest;
import io.pneumonia.persistence.request.Slice;
import io.pneumonia.persistence.upkeep.BundleForm;
import io.pneumonia.persistence.upkeep.Inspection.Damage;
import io.pneumonia.persistence.upkeep.Reencryption.Goal;
import io.pneumonia.persistence.upkeep.UpkeepProgress;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Pictures and patients' fields are encrypted at rest, and nobody who may see them notices. */
class EncryptionTest extends RecordsContract {

  private static final String OLD = "0123456789abcdef".repeat(4);
  private static final String NEW = "fedcba9876543210".repeat(4);

  private RecordsConfiguration plain = RecordsConfiguration.in(Path.of("unused"));
  private final Specimens specimens = new Specimens(3);

  @BeforeEach
  void freshInstallation() {
    plain = fresh();
  }

  private RecordsConfiguration fresh() {
    return RecordsConfiguration.in(folder.resolve(UUID.randomUUID().toString()))
        .withDatabase(kind.fresh(folder))
        .withSignIn(CHEAP, LoginLimits.DEFAULT)
        .withClock(clock);
  }

  private static RecordsConfiguration with(RecordsConfiguration configuration, String keys) {
    return configuration.withEncryption(EncryptionKeys.parse(keys));
  }

  private Actor register(Records into) {
    return into.accounts().register(Actor.SYSTEM, registration(freshName())).actor(null);
  }

  private static NewDiagnosis ofMariaMuster(Specimens specimens) {
    EncodedImage picture = specimens.picture("Muster_Maria.png");
    return Specimens.of(picture, 0.75, new Patient("Maria Muster", 61, "Husten seit Montag"));
  }

  private String stored(String columns, String table) {
    return TestDatabase.text(
        plain.database(), "SELECT " + columns + " FROM " + table + " ORDER BY id LIMIT 1");
  }

  private List<Damage> damages(Records of) {
    List<Damage> damages = new ArrayList<>();
    of.inspection().inspect(Actor.SYSTEM, UpkeepProgress.NONE, damages::add);
    return damages;
  }

  private static long run(Records on, Goal goal) {
    List<Damage> left = new ArrayList<>();
    long changed = on.reencryption().run(Actor.SYSTEM, goal, UpkeepProgress.NONE, left::add);
    assertThat(left).isEmpty();
    return changed;
  }

  private static void assertReads(Records from, Actor actor, Diagnosis expected, NewDiagnosis given)
      throws IOException {
    Diagnosis found = from.diagnoses().find(actor, expected.result().id());
    assertThat(found).isEqualTo(expected);
    StoredPicture picture = from.diagnoses().open(actor, found.image().media().value());
    try (InputStream in = picture.content()) {
      assertThat(in.readAllBytes()).isEqualTo(bytesOf(given));
    }
  }

  private static byte[] bytesOf(NewDiagnosis given) {
    ByteBuffer bytes = given.picture().toReadOnlyBuffer();
    byte[] copy = new byte[bytes.remaining()];
    bytes.get(copy);
    return copy;
  }

  private static ErrorCode refusal(RecordsConfiguration configuration) {
    RecordsUnavailable error =
        catchThrowableOfType(RecordsUnavailable.class, () -> Records.open(configuration).close());
    assertThat(error).isNotNull();
    assertThat(error).hasMessageNotContaining(OLD).hasMessageNotContaining(NEW);
    return error.code();
  }

  @Test
  void leavesNothingOfThePatientInDatabaseOrFiles() throws IOException {
    NewDiagnosis given = ofMariaMuster(specimens);
    try (Records encrypted = Records.open(with(plain, OLD))) {
      Actor actor = register(encrypted);
      Diagnosis recorded = encrypted.diagnoses().record(actor, given);
      assertThat(recorded.image().fileName()).isEqualTo("Muster_Maria.png");
      assertThat(recorded.image().patient()).isEqualTo(given.patient());
      assertReads(encrypted, actor, recorded, given);
      assertThat(damages(encrypted)).isEmpty();
    }
    assertThat(stored("file_name || patient_name || notes", "images")).isEmpty();
    assertThat(stored("patient_age", "images")).isNull();
    assertThat(stored("search_text", "results")).isEmpty();
    try (Stream<Path> files = Files.walk(plain.mediaFolder().getParent())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
            .as(file.toString())
            .doesNotContainIgnoringCase("muster")
            .doesNotContain("\u0089PNG");
      }
    }
  }

  @Test
  void refusesToOpenWithoutTheKeyOrWithAnother() {
    Records.open(with(plain, OLD)).close();

    assertThat(refusal(plain)).isEqualTo(ErrorCode.ENCRYPTION_KEY_WRONG);
    assertThat(refusal(with(plain, NEW))).isEqualTo(ErrorCode.ENCRYPTION_KEY_WRONG);
    Records.open(with(plain, OLD)).close();
    Records.open(with(plain, NEW + "," + OLD)).close();
    assertThat(refusal(with(plain, OLD))).isEqualTo(ErrorCode.ENCRYPTION_KEY_WRONG);
  }

  @Test
  void searchesWhatIsEncryptedAsIfItWerePlain() {
    List<List<String>> found = new ArrayList<>();
    for (RecordsConfiguration configuration : List.of(plain, with(fresh(), OLD))) {
      try (Records records = Records.open(configuration)) {
        Actor actor = register(records);
        Specimens same = new Specimens(5);
        for (int i = 0; i < 40; i++) {
          records.diagnoses().record(actor, same.next());
        }
        found.add(searches(records, actor));
      }
    }
    assertThat(found.get(1)).isEqualTo(found.get(0)).isNotEmpty();
  }

  private static List<String> searches(Records records, Actor actor) {
    List<String> found = new ArrayList<>();
    for (String text : List.of("ada", "ömer", "50%", "_", "im-3", "\\", "fieber", "nobody")) {
      DiagnosisFilter filter = DiagnosisFilter.ALL.containing(text);
      for (int number = 1; number <= 3; number++) {
        var page =
            records
                .lists()
                .page(actor, filter, DiagnosisOrder.parse("raw_score"), new PageRequest(number, 4));
        found.add(text + page.count() + page.items().stream().map(EncryptionTest::what).toList());
      }
      Slice<Diagnosis> slice =
          records.lists().slice(actor, filter, DiagnosisOrder.LATEST_FIRST, null, 3);
      while (slice != null) {
        found.add(text + slice.items().stream().map(EncryptionTest::what).toList());
        slice =
            slice
                .following()
                .map(
                    next ->
                        records.lists().slice(actor, filter, DiagnosisOrder.LATEST_FIRST, next, 3))
                .orElse(null);
      }
    }
    return found;
  }

  private static String what(Diagnosis result) {
    return result.image().fileName() + result.image().patient().name() + result.image().sha256();
  }

  @Test
  void encryptsRotatesAndDecryptsWhatIsThere() throws IOException {
    List<NewDiagnosis> given = new ArrayList<>();
    List<Diagnosis> recorded = new ArrayList<>();
    Actor actor;
    try (Records before = Records.open(plain)) {
      actor = register(before);
      for (int i = 0; i < 130; i++) {
        given.add(specimens.next());
        recorded.add(before.diagnoses().record(actor, given.get(i)));
      }
    }
    try (Records encrypted = Records.open(with(plain, OLD))) {
      assertReads(encrypted, actor, recorded.get(7), given.get(7));
      assertThat(run(encrypted, Goal.ENCRYPTED)).isEqualTo(130);
      assertThat(run(encrypted, Goal.ENCRYPTED)).isZero();
      assertReads(encrypted, actor, recorded.get(7), given.get(7));
    }
    assertThat(refusal(plain)).isEqualTo(ErrorCode.ENCRYPTION_KEY_WRONG);
    try (Records rotated = Records.open(with(plain, NEW + "\n" + OLD))) {
      assertReads(rotated, actor, recorded.get(8), given.get(8));
      assertThat(rotated.reencryption().pending(Goal.ENCRYPTED)).isEqualTo(130);
      assertThat(run(rotated, Goal.ENCRYPTED)).isEqualTo(130);
    }
    try (Records rotated = Records.open(with(plain, NEW))) {
      assertThat(damages(rotated)).isEmpty();
      assertReads(rotated, actor, recorded.get(129), given.get(129));
      assertThat(run(rotated, Goal.PLAIN)).isEqualTo(130);
    }
    try (Records decrypted = Records.open(plain)) {
      assertThat(damages(decrypted)).isEmpty();
      assertReads(decrypted, actor, recorded.get(0), given.get(0));
      DiagnosisFilter named = DiagnosisFilter.ALL.containing("lovelace");
      assertThat(decrypted.lists().stream(actor, named, DiagnosisOrder.LATEST_FIRST)).isNotEmpty();
    }
  }

  @Test
  void goesOnWhereAnInterruptedRotationWas() throws IOException {
    NewDiagnosis given = specimens.next();
    Actor actor;
    Diagnosis recorded;
    try (Records before = Records.open(with(plain, OLD))) {
      actor = register(before);
      recorded = before.diagnoses().record(actor, given);
    }
    Path file = plain.mediaFolder().resolve(recorded.image().media().value());
    byte[] underOldKey = Files.readAllBytes(file);
    try (Records rotated = Records.open(with(plain, NEW + "," + OLD))) {
      run(rotated, Goal.ENCRYPTED);
    }
    // As a crash leaves it between the picture and the commit: the file of one key, the row of
    // none.
    Files.write(file, underOldKey);
    TestDatabase.run(plain.database(), "UPDATE images SET encryption_key = ''");
    TestDatabase.run(plain.database(), "DELETE FROM encryption_keys");
    try (Records rotated = Records.open(with(plain, NEW + "," + OLD))) {
      assertReads(rotated, actor, recorded, given);
      assertThat(run(rotated, Goal.ENCRYPTED)).isOne();
    }
    try (Records rotated = Records.open(with(plain, NEW))) {
      assertReads(rotated, actor, recorded, given);
    }
  }

  @Test
  void leavesWhatIsDamagedAndKeepsItsKey() throws IOException {
    try (Records before = Records.open(with(plain, OLD))) {
      Actor actor = register(before);
      Diagnosis altered = before.diagnoses().record(actor, specimens.next());
      Diagnosis missing = before.diagnoses().record(actor, specimens.next());
      before.diagnoses().record(actor, specimens.next());
      Path file = plain.mediaFolder().resolve(altered.image().media().value());
      byte[] bytes = Files.readAllBytes(file);
      bytes[bytes.length - 1] ^= 1;
      Files.write(file, bytes);
      Files.delete(plain.mediaFolder().resolve(missing.image().media().value()));
    }
    try (Records rotated = Records.open(with(plain, NEW + "," + OLD))) {
      List<Damage> left = new ArrayList<>();
      assertThat(
              rotated
                  .reencryption()
                  .run(Actor.SYSTEM, Goal.ENCRYPTED, UpkeepProgress.NONE, left::add))
          .isOne();
      assertThat(left)
          .extracting(Damage::kind)
          .containsExactly(Damage.Kind.ALTERED, Damage.Kind.MISSING);
      assertThat(damages(rotated))
          .extracting(Damage::kind)
          .containsExactlyInAnyOrder(Damage.Kind.ALTERED, Damage.Kind.MISSING);
    }
    assertThat(refusal(with(plain, NEW))).isEqualTo(ErrorCode.ENCRYPTION_KEY_WRONG);
  }

  @Test
  void findsFieldsThatWereExchanged() {
    try (Records encrypted = Records.open(with(plain, OLD))) {
      Actor actor = register(encrypted);
      Diagnosis one = encrypted.diagnoses().record(actor, specimens.next());
      Diagnosis other = encrypted.diagnoses().record(actor, specimens.next());
      TestDatabase.run(
          plain.database(),
          "UPDATE images SET sealed = (SELECT sealed FROM images WHERE id = %d) WHERE id = %d"
              .formatted(one.image().id(), other.image().id()));

      assertThat(damages(encrypted)).extracting(Damage::kind).containsExactly(Damage.Kind.ALTERED);
      assertThat(
              catchThrowableOfType(
                      RecordsUnavailable.class,
                      () -> encrypted.diagnoses().find(actor, other.result().id()))
                  .code())
          .isEqualTo(ErrorCode.MEDIA_ALTERED);
    }
  }

  @Test
  void writesBackupsThatNeedTheSameKey() throws IOException {
    NewDiagnosis given = ofMariaMuster(specimens);
    Path backup = folder.resolve(UUID.randomUUID().toString());
    Actor actor;
    Diagnosis recorded;
    try (Records encrypted = Records.open(with(plain, OLD))) {
      actor = register(encrypted);
      recorded = encrypted.diagnoses().record(actor, given);
      write(encrypted, backup);
    }
    try (Stream<Path> files = Files.walk(backup)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
            .doesNotContainIgnoringCase("muster");
      }
    }
    for (RecordsConfiguration wrong : List.of(fresh(), with(fresh(), NEW))) {
      try (Records records = Records.open(wrong)) {
        RecordsUnavailable error =
            catchThrowableOfType(RecordsUnavailable.class, () -> read(records, backup));
        assertThat(error.code()).isEqualTo(ErrorCode.ENCRYPTION_KEY_WRONG);
      }
    }
    RecordsConfiguration there = fresh();
    try (Records records = Records.open(with(there, NEW + "," + OLD))) {
      read(records, backup);
      assertReads(records, actor, recorded, given);
      assertThat(damages(records)).isEmpty();
    }
    try (Records records = Records.open(with(there, NEW))) {
      assertReads(records, actor, recorded, given);
    }
  }

  @Test
  void encryptsWhatAPlainBackupBringsIn() throws IOException {
    NewDiagnosis given = ofMariaMuster(specimens);
    Path backup = folder.resolve(UUID.randomUUID().toString());
    Actor actor;
    Diagnosis recorded;
    try (Records before = Records.open(plain)) {
      actor = register(before);
      recorded = before.diagnoses().record(actor, given);
      write(before, backup);
    }
    plain = fresh();
    try (Records records = Records.open(with(plain, NEW))) {
      read(records, backup);
      assertReads(records, actor, recorded, given);
      assertThat(records.reencryption().pending(Goal.ENCRYPTED)).isZero();
    }
    assertThat(stored("file_name || patient_name || notes", "images")).isEmpty();
  }

  private static void write(Records from, Path target) throws IOException {
    from.transfer().write(Actor.SYSTEM, target, BundleForm.FOLDER, false, UpkeepProgress.NONE);
  }

  private static void read(Records into, Path source) throws IOException {
    into.transfer().read(Actor.SYSTEM, source, false, UpkeepProgress.NONE);
  }
}
