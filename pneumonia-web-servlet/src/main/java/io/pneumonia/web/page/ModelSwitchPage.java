package io.pneumonia.web.page;

import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.PneumoniaException;
import io.pneumonia.error.RecordsUnavailable;
import io.pneumonia.error.RequestRejected;
import io.pneumonia.persistence.models.ModelActivation;
import io.pneumonia.persistence.models.RegisteredModel;
import io.pneumonia.persistence.settings.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Putting another model in force, or the one before again, after a question. */
final class ModelSwitchPage implements Page {

  private final boolean back;

  private ModelSwitchPage(boolean back) {
    this.back = back;
  }

  static ModelSwitchPage activate() {
    return new ModelSwitchPage(false);
  }

  static ModelSwitchPage rollBack() {
    return new ModelSwitchPage(true);
  }

  @Override
  public Access access() {
    return Access.ADMINISTRATOR;
  }

  @Override
  public PageAnswer get(Visit visit) {
    return PageAnswer.show(Question.TEMPLATE, question(visit));
  }

  private RegisteredModel wanted(Visit visit) {
    if (!back) {
      return visit.records().models().find(visit.id());
    }
    List<ModelActivation> latest = visit.records().models().history(2);
    if (latest.size() < 2) {
      throw new RequestRejected(
          ErrorCode.RECORD_CONFLICT, "No model was in force before the present one.");
    }
    return latest.get(1).model();
  }

  private Question question(Visit visit) {
    RegisteredModel model = wanted(visit);
    String name = model.model().name() + " " + model.model().version();
    List<String> words = new ArrayList<>();
    words.add(
        "New pictures are analysed by "
            + name
            + " instead of "
            + visit.application().model().id().name()
            + " "
            + visit.application().model().id().version()
            + ", here at once and on other servers within seconds. Pictures that are being analysed"
            + " get their answers from the model before.");
    words.add("It is tried on a picture first; if it does not answer, nothing changes.");
    Optional<Double> threshold = visit.records().settings().find(Setting.THRESHOLD);
    threshold.ifPresent(
        value ->
            words.add(
                "The threshold of "
                    + Words.score(value)
                    + " that is set goes on deciding, whatever the card of the model says."));
    words.add(
        "Results that were made before stay as they are. The audit trail keeps that you did"
            + " it.");
    return new Question(
        back ? "Go back to " + name + "?" : "Put " + name + " in force?",
        words,
        back ? "Go back" : "Put in force",
        false,
        visit.path(),
        back ? ModelsPage.PATH : ModelPage.path(model.id()),
        null);
  }

  @Override
  public PageAnswer post(Visit visit) {
    try {
      if (back) {
        visit.application().models().rollBack(visit.actor());
      } else {
        visit.application().models().activate(visit.actor(), visit.id());
      }
      return PageAnswer.redirect(
          ModelsPage.PATH, back ? FlashMessage.MODEL_ROLLED_BACK : FlashMessage.MODEL_ACTIVATED);
    } catch (RecordsUnavailable | RequestRejected e) {
      throw e;
    } catch (PneumoniaException e) {
      return PageAnswer.show(Question.TEMPLATE, question(visit).refused(e.getMessage()), 409);
    }
  }
}
