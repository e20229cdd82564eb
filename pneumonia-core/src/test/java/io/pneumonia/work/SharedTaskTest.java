package io.pneumonia.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SharedTaskTest {

  @Test
  void runsOnceWhoeverBegins() {
    AtomicInteger runs = new AtomicInteger();
    List<SharedTask> tasks = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      tasks.add(SharedTask.offer(runs::incrementAndGet));
    }
    tasks.forEach(SharedTask::finish);

    assertThat(runs).hasValue(1000);
  }

  @Test
  void callerDoesTheWorkWhileAllOthersAreBusy() throws InterruptedException {
    CountDownLatch release = new CountDownLatch(1);
    int threads = Math.max(1, ForkJoinPool.getCommonPoolParallelism());
    CountDownLatch busy = new CountDownLatch(threads);
    for (int i = 0; i < threads; i++) {
      ForkJoinPool.commonPool()
          .execute(
              () -> {
                busy.countDown();
                awaitQuietly(release);
              });
    }
    busy.await();
    Thread[] ranOn = new Thread[1];
    try {
      SharedTask.offer(() -> ranOn[0] = Thread.currentThread()).finish();
    } finally {
      release.countDown();
    }

    assertThat(ranOn[0]).isSameAs(Thread.currentThread());
  }

  @Test
  void throwsWhatTheWorkThrows() {
    for (int i = 0; i < 100; i++) {
      SharedTask task =
          SharedTask.offer(
              () -> {
                throw new IllegalStateException("broken");
              });
      assertThatThrownBy(task::finish).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void anInterruptStaysPending() {
    SharedTask task = SharedTask.offer(() -> {});
    Thread.currentThread().interrupt();
    task.finish();

    assertThat(Thread.interrupted()).isTrue();
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
