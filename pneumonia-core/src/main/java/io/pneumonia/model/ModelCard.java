package io.pneumonia.model;

import io.pneumonia.decision.ScoreReader;
import io.pneumonia.decision.Threshold;
import io.pneumonia.preprocess.PreprocessSpec;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Everything about a model that its file does not say: how pictures become its input, how its
 * output is read, and where the threshold lies. {@link ModelCards} reads, writes, checks and infers
 * it; {@code docs/model-card.md} describes every field of the file.
 *
 * @param name of the model
 * @param version of the model
 * @param sha256 of the model file, 64 hexadecimal digits in lower case, or null if the card does
 *     not say
 * @param preprocess how pictures become the network's input
 * @param scoreReader how the network's output is read
 * @param labelsKnown whether the card names the labels, or they are assumed
 * @param threshold what decides unless the administrator sets another
 * @param details what people read
 */
public record ModelCard(
    String name,
    String version,
    @Nullable String sha256,
    PreprocessSpec preprocess,
    ScoreReader scoreReader,
    boolean labelsKnown,
    Threshold threshold,
    CardDetails details) {

  /** The version of the file format that is read and written. */
  public static final int SCHEMA_VERSION = 1;

  /** Refuses blank names and what is not a digest. */
  public ModelCard {
    Required.text("name", name);
    Required.text("version", version);
    sha256 = sha256 == null ? null : Required.digest(sha256);
    Objects.requireNonNull(preprocess, "preprocess");
    Objects.requireNonNull(scoreReader, "scoreReader");
    Objects.requireNonNull(threshold, "threshold");
    Objects.requireNonNull(details, "details");
  }

  /**
   * The digest of the model file.
   *
   * @return 64 hexadecimal digits, if the card says
   */
  public Optional<String> digest() {
    return Optional.ofNullable(sha256);
  }

  /**
   * The same card for a file of this digest.
   *
   * @param digest 64 hexadecimal digits
   * @return the card that says it
   */
  public ModelCard withSha256(String digest) {
    return new ModelCard(
        name, version, digest, preprocess, scoreReader, labelsKnown, threshold, details);
  }

  /**
   * Which model it is, for provenance.
   *
   * @return name, version and digest
   * @throws IllegalStateException if the card does not say the digest: {@link
   *     ModelCards#verifyDigest} gives the identity in any case
   */
  public ModelId id() {
    if (sha256 == null) {
      throw new IllegalStateException(
          "card of " + name + " " + version + ": expected a sha256, found none");
    }
    return new ModelId(name, version, sha256);
  }
}
