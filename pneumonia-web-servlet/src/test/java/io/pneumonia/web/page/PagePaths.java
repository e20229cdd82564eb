package io.pneumonia.web.page;

import io.pneumonia.web.application.Application;
import io.pneumonia.web.operation.Metrics;
import io.pneumonia.web.security.CsrfTokens;
import java.util.List;

/** The paths of all pages, as the server itself matches them. */
public final class PagePaths {

  private PagePaths() {}

  /** Such as {@code /results/{id}/}. */
  public static List<String> of(Application application) {
    try (Metrics metrics = new Metrics(application)) {
      return Pages.routes(application, metrics, new CsrfTokens(application.secretKey()))
          .templates()
          .toList();
    }
  }
}
