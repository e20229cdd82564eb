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
 * has a hundred results. The two are read in turn, so that whatever else runs slows both. Prints
 * the median of each list in microseconds; {@code docs/persistence.md} has the command and the
 * figures.
 */
public final class GrowthMeasurement {

  private static final int SMALL = 1000;
  private static final int RESULTS_PER_USER = 100;
  private static final int WARM_UP = 2000;
  private static final int RUNS = 1000;

  private GrowthMeasurement() {}

  /** Arguments: a folder, filled at the first time, and how many results the large table has. */
  public static void main(String[] arguments) {
    Path folder = Path.of(arguments[0]);
    int large = Integer.parseInt(arguments[1]);
    try (Records few = open(folder.resolve("small"), SMALL);
        Records many = open(folder.resolve("large"), large)) {
      Map<String, ListOfOne> lists = lists();
      lists.values().forEach(list -> medians(list, few, many, large, WARM_UP));
      lists.forEach(
          (name, list) -> {
            long[] medians = medians(list, few, many, large, RUNS);
            System.out.printf("%-24s %6d us %6d us%n", name, medians[0] / 1000, medians[1] / 1000);
          });
    }
  }

  private static Records open(Path folder, int results) {
    RecordsConfiguration configuration = RecordsConfiguration.in(folder);
    if (!Files.exists(folder)) {
      Records.open(configuration).close();
      new Archive(1, results / RESULTS_PER_USER, results).fill(configuration.database());
    }
    return Records.open(configuration);
  }

  private interface ListOfOne {
    void read(DiagnosisLists lists, Actor actor);
  }

  private static Map<String, ListOfOne> lists() {
    DiagnosisFilter all = DiagnosisFilter.ALL;
    DiagnosisOrder latest = DiagnosisOrder.LATEST_FIRST;
    DiagnosisOrder surest = DiagnosisOrder.parse("-confidence");
    LocalDate day = LocalDate.of(2026, 1, 1);
    Map<String, ListOfOne> named = new LinkedHashMap<>();
    named.put(
        "page, latest first", (lists, actor) -> lists.page(actor, all, latest, PageRequest.FIRST));
    named.put(
        "page, one finding",
        (lists, actor) -> lists.page(actor, all.with(Finding.NORMAL), latest, PageRequest.FIRST));
    named.put(
        "page, a year",
        (lists, actor) -> lists.page(actor, all.between(day, null), latest, PageRequest.FIRST));
    named.put(
        "page, by confidence", (lists, actor) -> lists.page(actor, all, surest, PageRequest.FIRST));
    named.put(
        "page, text",
        (lists, actor) -> lists.page(actor, all.containing("im-12"), latest, PageRequest.FIRST));
    named.put("slice, latest first", (lists, actor) -> lists.slice(actor, all, latest, null, 20));
    named.put("pictures", (lists, actor) -> lists.images(actor, true, PageRequest.FIRST));
    named.put("counts", DiagnosisLists::counts);
    return named;
  }

  private static long[] medians(ListOfOne list, Records few, Records many, int results, int runs) {
    Random random = new Random(2);
    long[] nanosOfFew = new long[runs];
    long[] nanosOfMany = new long[runs];
    for (int i = 0; i < runs; i++) {
      nanosOfFew[i] = nanos(list, few, random.nextInt(SMALL / RESULTS_PER_USER));
      nanosOfMany[i] = nanos(list, many, random.nextInt(results / RESULTS_PER_USER));
    }
    Arrays.sort(nanosOfFew);
    Arrays.sort(nanosOfMany);
    return new long[] {nanosOfFew[runs / 2], nanosOfMany[runs / 2]};
  }

  /** Of another person each time, so that what one left in the caches helps nobody. */
  private static long nanos(ListOfOne list, Records records, int person) {
    Actor actor = new Actor(1L + person, "user", false, null);
    long start = System.nanoTime();
    list.read(records.lists(), actor);
    return System.nanoTime() - start;
  }
}
