package io.pneumonia.web.page;

import io.pneumonia.error.PneumoniaException;
import io.pneumonia.error.RecordsUnavailable;
import io.pneumonia.error.RequestRejected;
import io.pneumonia.model.ModelCard;
import io.pneumonia.persistence.models.RegisteredModel;
import io.pneumonia.web.application.ActiveModel;
import io.pneumonia.web.application.InstalledModels;
import io.pneumonia.web.application.InstalledModels.Trial;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One registered model: what its card says, trying it. */
public final class ModelPage implements Page {

  ModelPage() {}

  /**
   * A model.
   *
   * @param model which
   * @param inForce whether it is in force here
   * @param card what its card says, or null where it has none
   * @param trial what it said when it was tried here, or null if it was not
   * @param problem why it could not be tried, or null
   */
  public record View(
      RegisteredModel model,
      boolean inForce,
      ModelInfoPage.@Nullable View card,
      @Nullable Trial trial,
      @Nullable String problem) {

    /**
     * The page of the model.
     *
     * @return the path, from the root
     */
    public String path() {
      return ModelPage.path(model.id());
    }
  }

  static String path(long id) {
    return ModelsPage.PATH + id + "/";
  }

  @Override
  public Access access() {
    return Access.ADMINISTRATOR;
  }

  @Override
  public PageAnswer get(Visit visit) {
    return PageAnswer.show("admin-model.jte", view(visit, null));
  }

  private static View view(Visit visit, @Nullable String problem) {
    InstalledModels models = visit.application().models();
    ActiveModel active = visit.application().model();
    RegisteredModel model = visit.records().models().find(visit.id());
    boolean inForce = model.model().sha256().equals(active.id().sha256());
    @Nullable Trial trial = models.lastTrial(model.id()).orElse(null);
    @Nullable ModelCard card = models.card(model).orElse(null);
    List<String> notes = inForce ? active.notes() : trial == null ? List.of() : trial.notes();
    return new View(
        model,
        inForce,
        card == null
            ? null
            : ModelInfoPage.view(
                model.model(), active.backend(), active.threshold(card), card, notes),
        trial,
        problem);
  }

  /** Tries the model. */
  @Override
  public PageAnswer post(Visit visit) {
    try {
      visit.application().models().tryOut(visit.actor(), visit.id());
      return PageAnswer.redirect(path(visit.id()), FlashMessage.MODEL_TRIED);
    } catch (RecordsUnavailable | RequestRejected e) {
      throw e;
    } catch (PneumoniaException e) {
      return PageAnswer.show("admin-model.jte", view(visit, e.getMessage()), 409);
    }
  }
}
