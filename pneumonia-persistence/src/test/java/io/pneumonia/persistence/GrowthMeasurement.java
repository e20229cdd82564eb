package io.pneumonia.persistence;

import io.pneumonia.decision.Finding;
import io.pneumonia.persistence.diagnoses.DiagnosisFilter;
import io.pneumonia.persistence.diagnoses.DiagnosisLists;
import io.pneumonia.persistence.diagnoses.DiagnosisOrder;
import io.pneumonia.persistence.request.Actor;
import io.pneumonia.persistence.request.PageRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/**
 * Measures, by hand, what one person's lists cost in a small table and in a large one. Everybody
 * has a hundred results. Prints the median of each list in microseconds; {@code
 * docs/persistence.md} has the command and the figures.
 */
public final class GrowthMeasurement {

  private static final int RESULTS_PER_USER = 100;
  private static final int WARM_UP = 2000;
  private static final int RUNS = 1000;

  private GrowthMeasurement() {}

  /** Arguments: a folder, filled at the first time, and how many results that is then. */
  public static void main(String[] arguments) {
    int results = Integer.parseInt(arguments[1]);
    int users = results / RESULTS_PER_USER;
    RecordsConfiguration configuration = RecordsConfiguration.in(Path.of(arguments[0]));
    boolean filled = Files.exists(configuration.mediaFolder());
    Records.open(configuration).close();
    if (!filled) {
      new Archive(1, users, results).fill(configuration.database());
    }
    try (Records records = Records.open(configuration)) {
      Map<String, ListOfOne> lists = lists(records.lists());
      lists.values().forEach(list -> median(list, users, WARM_UP));
      lists.forEach(
          (name, list) ->
              System.out.printf("%-36s %8d us%n", name, median(list, users, RUNS) / 1000));
    }
  }

  private interface ListOfOne {
    void read(Actor actor);
  }

  private static Map<String, ListOfOne> lists(DiagnosisLists lists) {
    DiagnosisFilter all = DiagnosisFilter.ALL;
    DiagnosisOrder latest = DiagnosisOrder.LATEST_FIRST;
    DiagnosisOrder surest = DiagnosisOrder.parse("-confidence");
    LocalDate day = LocalDate.of(2026, 1, 1);
    Map<String, ListOfOne> named = new LinkedHashMap<>();
    named.put("page, latest first", actor -> lists.page(actor, all, latest, PageRequest.FIRST));
    named.put(
        "page, one finding",
        actor -> lists.page(actor, all.with(Finding.NORMAL), latest, PageRequest.FIRST));
    named.put(
        "page, a year",
        actor -> lists.page(actor, all.between(day, null), latest, PageRequest.FIRST));
    named.put("page, by confidence", actor -> lists.page(actor, all, surest, PageRequest.FIRST));
    named.put(
        "page, text",
        actor -> lists.page(actor, all.containing("im-12"), latest, PageRequest.FIRST));
    named.put("slice, latest first", actor -> lists.slice(actor, all, latest, null, 20));
    named.put("pictures", actor -> lists.images(actor, true, PageRequest.FIRST));
    named.put("counts", lists::counts);
    return named;
  }

  /** Of another person each time, so that what one left in the caches helps nobody. */
  private static long median(ListOfOne list, int users, int runs) {
    Random random = new Random(2);
    long[] nanos = new long[runs];
    for (int i = 0; i < runs; i++) {
      Actor actor = new Actor(1L + random.nextInt(users), "user", false, null);
      long start = System.nanoTime();
      list.read(actor);
      nanos[i] = System.nanoTime() - start;
    }
    Arrays.sort(nanos);
    return nanos[runs / 2];
  }
}
