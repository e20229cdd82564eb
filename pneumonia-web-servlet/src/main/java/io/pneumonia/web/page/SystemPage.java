package io.pneumonia.web.page;

import io.pneumonia.web.application.SystemState;
import org.jspecify.annotations.Nullable;

/** What this server is and does now; where administration begins. */
public final class SystemPage implements Page {

  SystemPage() {}

  /**
   * What is shown.
   *
   * @param state what was found
   * @param model the model in force
   * @param problem why another is in force on other servers, or null
   */
  public record View(SystemState state, String model, @Nullable String problem) {}

  @Override
  public Access access() {
    return Access.ADMINISTRATOR;
  }

  @Override
  public PageAnswer get(Visit visit) {
    return PageAnswer.show(
        "admin-system.jte",
        new View(
            SystemState.of(visit.application()),
            visit.application().model().id().toString(),
            visit.application().models().problem().orElse(null)));
  }
}
