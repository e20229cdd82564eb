package io.pneumonia.web.application;

import io.pneumonia.error.PneumoniaException;
import io.pneumonia.persistence.Records;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether everything that a request needs can be used: database, media store, model. */
public final class Readiness {

  private static final Logger LOG = LoggerFactory.getLogger(Readiness.class);

  private final Records records;
  private final InstalledModels models;

  Readiness(Records records, InstalledModels models) {
    this.records = records;
    this.models = models;
  }

  /**
   * Looks.
   *
   * @return "ok" or the stable name of what is wrong, for each part; no details, which the log has
   */
  public Map<String, String> check() {
    Map<String, String> parts = new LinkedHashMap<>();
    parts.put("records", outcome("records", records::check));
    parts.put("model", outcome("model", models::check));
    return parts;
  }

  private static String outcome(String part, Runnable check) {
    try {
      check.run();
      return "ok";
    } catch (PneumoniaException e) {
      LOG.warn("not ready: {}: {}", part, e.getMessage());
      return e.code().name();
    }
  }
}
