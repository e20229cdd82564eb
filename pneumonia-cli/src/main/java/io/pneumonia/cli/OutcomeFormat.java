package io.pneumonia.cli;

import java.io.PrintWriter;

/** The formats of {@code predict}. */
enum OutcomeFormat {
  /** A line for people. */
  TEXT {
    @Override
    OutcomeWriter writer(PrintWriter out) {
      return new TextOutcomeWriter(out);
    }
  },
  /** One JSON object a line. */
  JSON {
    @Override
    OutcomeWriter writer(PrintWriter out) {
      return new JsonOutcomeWriter(out);
    }
  },
  /** A header and one row each, RFC 4180. */
  CSV {
    @Override
    OutcomeWriter writer(PrintWriter out) {
      return new CsvOutcomeWriter(out);
    }
  };

  abstract OutcomeWriter writer(PrintWriter out);
}
