package io.pneumonia.persistence.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.FieldProblem;
import io.pneumonia.model.ModelId;
import io.pneumonia.persistence.Records;
import io.pneumonia.persistence.RecordsContract;
import io.pneumonia.persistence.TestDatabase;
import io.pneumonia.persistence.audit.AuditAction;
import io.pneumonia.persistence.audit.AuditFilter;
import io.pneumonia.persistence.request.Actor;
import io.pneumonia.persistence.request.PageRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class ModelRegistryTest extends RecordsContract {

  private ModelRegistry models() {
    return records.models();
  }

  private static ModelId fresh() {
    String random = UUID.randomUUID().toString().replace("-", "");
    return new ModelId("net " + random, "1.0", random + random);
  }

  private RegisteredModel registered(Actor actor) {
    return register(actor, fresh(), "net.h5");
  }

  private RegisteredModel register(Actor actor, ModelId id, String location) {
    try {
      return models().register(actor, id, location, files("the network"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path files(String network) throws IOException {
    Path made = Files.createTempDirectory(folder, "model");
    Files.writeString(made.resolve("net.h5"), network);
    Files.createDirectories(made.resolve("net/variables"));
    Files.writeString(made.resolve("net/variables/a.b"), "");
    return made;
  }

  @Test
  void givesEveryFileBackByteByByte() throws IOException {
    byte[] large = new byte[500_000];
    new Random(7).nextBytes(large);
    Path kept = files("the network");
    Files.write(kept.resolve("net.h5"), large);
    RegisteredModel model = models().register(administrator(), fresh(), "net.h5", kept);

    Path back = Files.createTempDirectory(folder, "back");
    Path opened = models().unpack(model, back);

    assertThat(opened).isEqualTo(back.resolve("net.h5")).hasBinaryContent(large);
    assertThat(back.resolve("net/variables/a.b")).isEmptyFile();
    assertThat(models().read(model, "net.h5")).hasValue(large);
    assertThat(models().read(model, "net/variables/a.b")).hasValue(new byte[0]);
    assertThat(models().read(model, "net.h5.card.json")).isEmpty();
    assertThatThrownBy(() -> models().unpack(model, back))
        .isInstanceOf(FileAlreadyExistsException.class);
  }

  @Test
  void keepsNoFileOutsideOfItsFolder() throws IOException {
    RegisteredModel model = registered(administrator());
    TestDatabase.run(
        address(),
        "INSERT INTO model_files (model_id, path, position, content) VALUES (%d, '../a', 0, '')"
            .formatted(model.id()));
    Path back = Files.createTempDirectory(folder, "back");
    assertThatThrownBy(() -> models().unpack(model, back)).hasMessageContaining("inside");
    assertThat(back.resolveSibling("a")).doesNotExist();
  }

  @Test
  void replacesAModelUntilItIsInForce() throws IOException {
    Actor administrator = administrator();
    ModelId id = fresh();
    ModelId corrected = new ModelId(id.name(), "1.1", id.sha256());

    RegisteredModel model = register(administrator, id, "net.h5");
    RegisteredModel again =
        models().register(administrator, corrected, "other.h5", files("another"));

    assertThat(again)
        .isEqualTo(
            new RegisteredModel(model.id(), corrected, "other.h5", NOON, administrator.username()));
    assertThat(models().list()).startsWith(again).doesNotHaveDuplicates();
    assertThat(models().find(model.id())).isEqualTo(again);
    assertThat(models().findByDigest(id.sha256())).contains(again);
    assertThat(
            models().unpack(again, Files.createTempDirectory(folder, "b")).resolveSibling("net.h5"))
        .hasContent("another");
    models().activate(administrator, model.id());
    rejected(() -> register(administrator, id, "net.h5"), ErrorCode.RECORD_CONFLICT);
  }

  @Test
  void tellsWhetherSomebodyChose() {
    RegisteredModel model = registered(Actor.SYSTEM);
    models().activate(Actor.SYSTEM, model.id());
    assertThat(models().history(1)).singleElement().matches(ModelActivation::isAutomatic);
    models().activate(administrator(), registered(Actor.SYSTEM).id());
    assertThat(models().history(1)).singleElement().matches(last -> !last.isAutomatic());
  }

  @Test
  void hasNoModelInForceAtFirst() {
    try (Records empty = Records.open(configuration.withDatabase(kind.fresh(folder)))) {
      assertThat(empty.models().active()).isEmpty();
      assertThat(empty.models().list()).isEmpty();
      assertThat(empty.models().history(10)).isEmpty();
      rejected(() -> empty.models().rollBack(Actor.SYSTEM), ErrorCode.RECORD_CONFLICT);
    }
  }

  @Test
  void putsOneModelInForceAndRemembersThoseBefore() {
    Actor administrator = administrator();
    RegisteredModel first = registered(administrator);
    RegisteredModel second = registered(administrator);

    models().activate(administrator, first.id());
    models().activate(administrator, second.id());
    models().activate(administrator, second.id());

    assertThat(models().active()).contains(second);
    assertThat(models().list()).startsWith(second, first);
    assertThat(models().history(2))
        .containsExactly(
            new ModelActivation(second, NOON, administrator.username()),
            new ModelActivation(first, NOON, administrator.username()));
    assertThat(models().history(1)).hasSize(1);
  }

  @Test
  void rollsBackToTheModelBefore() {
    Actor administrator = administrator();
    RegisteredModel first = registered(administrator);
    RegisteredModel second = registered(administrator);
    models().activate(administrator, first.id());
    models().activate(administrator, second.id());

    assertThat(models().rollBack(administrator)).isEqualTo(first);

    assertThat(models().active()).contains(first);
    assertThat(models().history(3))
        .extracting(ModelActivation::model)
        .containsExactly(first, second, first);
  }

  @Test
  void isAnAdministratorsToChange() {
    Actor user = user();
    for (ThrowingCallable call :
        List.<ThrowingCallable>of(
            () -> registered(user),
            () -> models().activate(user, 1),
            () -> models().rollBack(user))) {
      rejected(call, ErrorCode.ADMINISTRATOR_REQUIRED);
    }
  }

  @Test
  void refusesWhatItDoesNotKnowOrCannotKeep() {
    rejected(() -> models().activate(Actor.SYSTEM, 987), ErrorCode.RECORD_NOT_FOUND);
    rejected(() -> models().find(987), ErrorCode.RECORD_NOT_FOUND);
    ModelId endless = new ModelId("n".repeat(201), "v".repeat(201), "ab".repeat(32));
    assertThat(
            rejected(
                    () -> register(Actor.SYSTEM, endless, "l".repeat(1001)),
                    ErrorCode.FIELD_INVALID)
                .problems())
        .extracting(FieldProblem::field)
        .containsExactly("name", "version", "location");
  }

  @Test
  void leavesATrail() {
    Actor administrator = administrator();
    RegisteredModel model = registered(administrator);
    models().activate(administrator, model.id());

    AuditFilter own = AuditFilter.ALL.ofUser(administrator.requireUser());
    for (AuditAction action : List.of(AuditAction.MODEL_REGISTER, AuditAction.MODEL_ACTIVATE)) {
      assertThat(records.audit().list(administrator, own.of(action), PageRequest.FIRST).items())
          .singleElement()
          .satisfies(entry -> assertThat(entry.detail()).isEqualTo(model.model().toString()));
    }
  }
}
