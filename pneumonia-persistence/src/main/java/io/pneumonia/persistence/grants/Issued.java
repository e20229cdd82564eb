package io.pneumonia.persistence.grants;

/**
 * A new grant with its secret, which is told this once and cannot be read again.
 *
 * @param secret 40 lower-case hexadecimal digits
 * @param grant what it stands for
 */
public record Issued(String secret, Grant grant) {

  /** The grant without the secret. */
  @Override
  public String toString() {
    return grant.toString();
  }
}
