package io.pneumonia.persistence.grants;

/** The two kinds of grants, which live in tables of their own and for different times. */
public enum GrantKind {
  /** A browser that signed in. */
  SESSION("sessions"),
  /** A program that signed in. */
  TOKEN("tokens");

  private final String table;

  GrantKind(String table) {
    this.table = table;
  }

  String table() {
    return table;
  }
}
