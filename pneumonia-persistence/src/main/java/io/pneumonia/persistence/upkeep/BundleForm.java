package io.pneumonia.persistence.upkeep;

/** How all records are written down. */
public enum BundleForm {
  /** One ZIP file. */
  FILE,
  /** A folder of JSON lines, and the pictures below it. */
  FOLDER
}
