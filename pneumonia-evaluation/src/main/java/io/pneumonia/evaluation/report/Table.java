package io.pneumonia.evaluation.report;

import java.util.List;

/**
 * A table of a report, in words: whoever shows it only arranges it.
 *
 * @param title of the section
 * @param explanation sentences to stand with it
 * @param header of the columns; the first one names rows
 * @param rows as long as the header
 */
record Table(String title, String explanation, List<String> header, List<List<String>> rows) {

  Table {
    header = List.copyOf(header);
    rows = rows.stream().map(List::copyOf).toList();
  }
}
