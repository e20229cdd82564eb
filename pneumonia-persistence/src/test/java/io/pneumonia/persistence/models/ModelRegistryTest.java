package io.pneumonia.persistence.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.FieldProblem;
import io.pneumonia.model.ModelId;
import io.pneumonia.persistence.Records;
import io.pneumonia.persistence.RecordsContract;
import io.pneumonia.persistence.audit.AuditAction;
import io.pneumonia.persistence.audit.AuditFilter;
import io.pneumonia.persistence.request.Actor;
import io.pneumonia.persistence.request.PageRequest;
import java.util.List;
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
    return models().register(actor, fresh(), "models/net.h5");
  }

  @Test
  void remembersAModelOnce() {
    Actor administrator = administrator();
    ModelId id = fresh();

    RegisteredModel model = models().register(administrator, id, "models/net.h5");
    RegisteredModel again = models().register(administrator, id, "elsewhere/net.h5");

    assertThat(model)
        .isEqualTo(
            new RegisteredModel(model.id(), id, "models/net.h5", NOON, administrator.username()));
    assertThat(again).isEqualTo(model);
    assertThat(models().list()).startsWith(model).doesNotHaveDuplicates();
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
    ModelId endless = new ModelId("n".repeat(201), "v".repeat(201), "ab".repeat(32));
    assertThat(
            rejected(
                    () -> models().register(Actor.SYSTEM, endless, "l".repeat(1001)),
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
