package io.pneumonia.web.page;

import io.pneumonia.persistence.models.ModelActivation;
import io.pneumonia.persistence.models.RegisteredModel;
import io.pneumonia.web.application.Application;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The models of an installation: which is in force, which were, and adding another. */
public final class ModelsPage implements Page {

  static final String PATH = "/admin/models/";

  private static final int HISTORY = 20;

  ModelsPage() {}

  /**
   * What is shown.
   *
   * @param inForce the digest of the model in force here
   * @param models all models, the latest first
   * @param history which models were in force, the latest first
   * @param problem why another is in force on other servers, or null
   * @param form what is wrong with what was sent
   */
  public record View(
      String inForce,
      List<RegisteredModel> models,
      List<ModelActivation> history,
      @Nullable String problem,
      FormState form) {

    /** Copies the lists. */
    public View {
      models = List.copyOf(models);
      history = List.copyOf(history);
    }

    /**
     * Whether a model is in force here.
     *
     * @param model one of the list
     * @return true for one of them
     */
    public boolean isInForce(RegisteredModel model) {
      return model.model().sha256().equals(inForce);
    }

    /**
     * The model that rolling back puts in force.
     *
     * @return the model before the present one, or null if there was none
     */
    public @Nullable RegisteredModel before() {
      return history.size() < 2 ? null : history.get(1).model();
    }

    /**
     * Who put a model in force.
     *
     * @param activation an entry of the history
     * @return a name, or a few words
     */
    public String by(ModelActivation activation) {
      return activation.isAutomatic() ? "the configuration" : activation.activatedBy();
    }

    /**
     * Who registered a model.
     *
     * @param model one of the list
     * @return a name, or a few words
     */
    public String by(RegisteredModel model) {
      return model.isAutomatic() ? "the configuration" : model.registeredBy();
    }
  }

  @Override
  public Access access() {
    return Access.ADMINISTRATOR;
  }

  @Override
  public PageAnswer get(Visit visit) {
    return shown(visit, FormState.EMPTY, 200);
  }

  static PageAnswer shown(Visit visit, FormState form, int status) {
    Application application = visit.application();
    View view =
        new View(
            application.model().id().sha256(),
            application.models().list(),
            application.records().models().history(HISTORY),
            application.models().problem().orElse(null),
            form);
    return PageAnswer.show("admin-models.jte", view, status);
  }
}
