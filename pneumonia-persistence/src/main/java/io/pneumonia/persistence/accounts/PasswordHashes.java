package io.pneumonia.persistence.accounts;

import com.password4j.Argon2Function;
import com.password4j.BadParametersException;
import com.password4j.types.Argon2;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Passwords to hashes: Argon2id, with its parameters in the text of the hash. Hashes of Django's
 * PBKDF2 are understood, to be replaced at the first sign-in. As many are computed at once as there
 * are processors, because each takes the memory of its cost.
 */
public final class PasswordHashes {

  private static final int SALT_BYTES = 16;
  private static final int HASH_BYTES = 32;

  private final SecureRandom random = new SecureRandom();
  private final Semaphore turns = new Semaphore(Runtime.getRuntime().availableProcessors(), true);
  private final HashingCost cost;
  private final String nobodys;

  /**
   * Hashes at a cost.
   *
   * @param cost what one guess costs
   */
  public PasswordHashes(HashingCost cost) {
    this.cost = cost;
    this.nobodys =
        "$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s"
            .formatted(
                Argon2Function.ARGON2_VERSION_13,
                cost.memoryKib(),
                cost.iterations(),
                cost.lanes(),
                base64(fresh(SALT_BYTES)),
                base64(fresh(HASH_BYTES)));
  }

  private byte[] fresh(int bytes) {
    byte[] fresh = new byte[bytes];
    random.nextBytes(fresh);
    return fresh;
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().withoutPadding().encodeToString(bytes);
  }

  String hash(Password password) {
    byte[] salt = fresh(SALT_BYTES);
    return inTurn(() -> function().hash(bytes(password), salt).getResult());
  }

  /** The library keeps the memory of one hash for it: not before somebody needs it. */
  private Argon2Function function() {
    return Argon2Function.getInstance(
        cost.memoryKib(), cost.iterations(), cost.lanes(), HASH_BYTES, Argon2.ID);
  }

  /** Whether a stored hash is of this password; a text that is no hash is of none. */
  boolean verify(Password password, String stored) {
    if (password.value().length() > PasswordRules.MAX_LENGTH * 2) {
      return false;
    }
    if (DjangoHash.isOne(stored)) {
      return inTurn(() -> DjangoHash.verify(password, stored));
    }
    try {
      Argon2Function found = Argon2Function.getInstanceFromHash(stored);
      return inTurn(() -> found.check(bytes(password), stored.getBytes(StandardCharsets.UTF_8)));
    } catch (BadParametersException e) {
      return false;
    }
  }

  /**
   * Takes the time that {@link #verify} takes, for accounts that do not exist: the hash it is
   * compared with is of no password that anybody knows.
   */
  void verifyNobodys(Password password) {
    verify(password, nobodys);
  }

  /** Whether a hash was made another way, or at a lower cost, than new ones are. */
  boolean isOutdated(String stored) {
    if (DjangoHash.isOne(stored)) {
      return true;
    }
    Argon2Function found = Argon2Function.getInstanceFromHash(stored);
    return found.getVariant() != Argon2.ID
        || found.getMemory() < cost.memoryKib()
        || found.getIterations() < cost.iterations();
  }

  private static byte[] bytes(Password password) {
    return password.value().getBytes(StandardCharsets.UTF_8);
  }

  private <T> T inTurn(Supplier<T> work) {
    turns.acquireUninterruptibly();
    try {
      return work.get();
    } finally {
      turns.release();
    }
  }
}
