package io.pneumonia.persistence;

import io.pneumonia.persistence.accounts.HashingCost;
import io.pneumonia.persistence.accounts.LoginLimits;
import io.pneumonia.persistence.database.DatabaseAddress;
import io.pneumonia.persistence.diagnoses.Diagnosis;
import io.pneumonia.persistence.diagnoses.NewDiagnosis;
import io.pneumonia.persistence.request.Actor;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A process that records and deletes results on several threads until it is killed. It says what it
 * was told: {@code recorded ID SHA256} and {@code deleted ID}, and before a deletion {@code
 * deleting ID}.
 */
public final class UploadLoop {

  private static final int THREADS = 4;

  private UploadLoop() {}

  /** Arguments: the database's URL, the data folder, a seed. */
  public static void main(String[] arguments) {
    Records records = Records.open(configuration(arguments[0], Path.of(arguments[1])));
    long seed = Long.parseLong(arguments[2]);
    Actor actor =
        records
            .accounts()
            .register(
                Actor.anonymous(null), RecordsContract.registration("uploader" + arguments[2]))
            .actor(null);
    for (int thread = 0; thread < THREADS; thread++) {
      Specimens specimens = new Specimens(seed * THREADS + thread);
      new Thread(() -> run(records, actor, specimens)).start();
    }
  }

  static RecordsConfiguration configuration(String url, Path folder) {
    return RecordsConfiguration.in(folder)
        .withDatabase(new DatabaseAddress(url, null, null, 4, Duration.ofSeconds(10)))
        .withSignIn(new HashingCost(64, 1, 1), LoginLimits.DEFAULT)
        .withOrphanGrace(Duration.ZERO);
  }

  private static void run(Records records, Actor actor, Specimens specimens) {
    Deque<Long> kept = new ArrayDeque<>();
    for (int i = 1; true; i++) {
      NewDiagnosis next = specimens.next();
      Diagnosis recorded = records.diagnoses().record(actor, next);
      say("recorded " + recorded.result().id() + " " + next.picture().sha256());
      kept.add(recorded.result().id());
      if (i % 3 == 0) {
        long id = kept.remove();
        say("deleting " + id);
        records.diagnoses().delete(actor, id);
        say("deleted " + id);
      }
    }
  }

  private static synchronized void say(String line) {
    System.out.println(line);
    System.out.flush();
  }
}
