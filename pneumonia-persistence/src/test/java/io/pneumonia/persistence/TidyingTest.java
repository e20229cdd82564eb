package io.pneumonia.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pneumonia.persistence.database.Database;
import io.pneumonia.persistence.database.PoolUsage;
import io.pneumonia.persistence.diagnoses.Diagnosis;
import io.pneumonia.persistence.request.Actor;
import io.pneumonia.persistence.settings.Setting;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What is done every night, by one process at a time. */
class TidyingTest extends RecordsContract {

  private static final long LOCK = 0x1234;

  @Test
  void deletesWhatIsOlderThanTheSettingSaysAndSweeps() {
    Actor user = user();
    Specimens specimens = new Specimens(5);
    Diagnosis old = records.diagnoses().record(user, specimens.next());
    clock.advance(Duration.ofDays(31));
    Diagnosis recent = records.diagnoses().record(user, specimens.next());
    records.settings().set(Actor.SYSTEM, Setting.RETENTION_DAYS, 30);
    TestDatabase.run(
        address(),
        "INSERT INTO media_journal (media_path, noted_at)"
            + " VALUES ('xray_images/2026/01/01/00000000000000000000000000000000.png', 0)");

    Records.Tidied done = records.tidy().orElseThrow();

    assertThat(done.results()).isPositive();
    assertThat(done.files()).isPositive();
    assertThatThrownBy(() -> records.diagnoses().find(user, old.result().id()))
        .hasMessageContaining("No such picture");
    assertThat(records.diagnoses().find(user, recent.result().id())).isNotNull();
    assertThat(TestDatabase.text(address(), "SELECT count(*) FROM media_journal")).isEqualTo("0");
    records.settings().unset(Actor.SYSTEM, Setting.RETENTION_DAYS);
  }

  @Test
  void leavesItToTheProcessThatIsAtIt() throws Exception {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch leave = new CountDownLatch(1);
    ExecutorService other = Executors.newSingleThreadExecutor();
    try (Database one = Database.open(address());
        Database two = Database.open(address())) {
      Future<Optional<String>> first =
          other.submit(
              () ->
                  one.alone(
                      LOCK,
                      () -> {
                        inside.countDown();
                        awaitUninterrupted(leave);
                        return "one";
                      }));
      inside.await();
      Optional<String> second = two.alone(LOCK, () -> "two");
      leave.countDown();

      // Processes on one SQLite file do not know of each other, and may do it at once.
      assertThat(second).isEqualTo(Optional.ofNullable(kind == TestDatabase.SQLITE ? "two" : null));
      assertThat(first.get()).contains("one");
      assertThat(two.alone(LOCK, () -> "three")).contains("three");
    } finally {
      leave.countDown();
      other.shutdown();
    }
  }

  private static void awaitUninterrupted(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void givesTheLockBackWhenTheWorkFails() {
    try (Database database = Database.open(address())) {
      assertThatThrownBy(
              () ->
                  database.alone(
                      LOCK,
                      () -> {
                        throw new IllegalStateException("broken");
                      }))
          .hasMessage("broken");
      assertThat(database.alone(LOCK, () -> "again")).contains("again");
    }
  }

  @Test
  void tellsWhatTheConnectionsDo() {
    try (Database database = Database.open(address())) {
      PoolUsage busy =
          database.write(
              handle -> {
                handle.createQuery("SELECT 1").mapTo(Integer.class).one();
                return database.usage().get(0);
              });
      assertThat(busy.pool()).isEqualTo("records");
      assertThat(busy.active()).isEqualTo(1);
      assertThat(busy.waiting()).isZero();
      assertThat(database.usage()).allMatch(pool -> pool.active() == 0 && pool.most() >= 1);
      assertThat(database.usage()).hasSize(kind == TestDatabase.SQLITE ? 2 : 1);
    }
  }
}
