package io.pneumonia.model;

import java.nio.file.Path;

/**
 * Which model it was, for provenance.
 *
 * @param name as its card says
 * @param version as its card says
 * @param sha256 of the model file, as {@link ModelCards#sha256} computes it: 64 hexadecimal digits,
 *     lower case
 */
public record ModelId(String name, String version, String sha256) {

  /** Refuses blank names and what is not a digest; lowers the digest's case. */
  public ModelId {
    name = Required.text("name", name);
    version = Required.text("version", version);
    sha256 = Required.digest(sha256);
  }

  /**
   * The identity of a file that no card describes: named after the file.
   *
   * @param model a file or a folder
   * @param sha256 its digest, 64 hexadecimal digits
   * @return the file's name without its extension, version {@code unversioned}
   */
  public static ModelId ofFile(Path model, String sha256) {
    String name = String.valueOf(model.toAbsolutePath().normalize().getFileName());
    int dot = name.lastIndexOf('.');
    return new ModelId(dot > 0 ? name.substring(0, dot) : name, "unversioned", sha256);
  }

  /** Like {@code pneumonia-net 1.0 (sha256 0123456789ab)}. */
  @Override
  public String toString() {
    return name + " " + version + " (sha256 " + sha256.substring(0, 12) + ")";
  }
}
