package io.pneumonia.web.application;

import io.pneumonia.persistence.Records;
import io.pneumonia.web.telemetry.ErrorReports;
import io.pneumonia.web.telemetry.Occasion;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tidies the records once a night, as {@link Records#tidy} says. It looks at the clock every second
 * instead of waiting for hours, so that a machine that slept, or whose clock was set, misses none.
 */
public final class NightlyTidying implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(NightlyTidying.class);

  private final Records records;
  private final LocalTime at;
  private final Clock clock;
  private final ErrorReports errors;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread nightly = new Thread(work, "nightly");
            nightly.setDaemon(true);
            return nightly;
          });
  private final AtomicLong done = new AtomicLong();
  private final AtomicLong left = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();
  private volatile @Nullable Instant lastDone;
  private Instant next;

  NightlyTidying(Records records, LocalTime at, Clock clock, ErrorReports errors) {
    this.records = records;
    this.at = at;
    this.clock = clock;
    this.errors = errors;
    this.next = after(clock.instant());
  }

  /** The next such time of day, UTC. */
  private Instant after(Instant now) {
    LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    Instant todays = today.atTime(at).toInstant(ZoneOffset.UTC);
    return todays.isAfter(now) ? todays : today.plusDays(1).atTime(at).toInstant(ZoneOffset.UTC);
  }

  void start() {
    Future<?> unused = thread.scheduleWithFixedDelay(this::look, 1, 1, TimeUnit.SECONDS);
  }

  private void look() {
    Instant now = clock.instant();
    if (!now.isBefore(next)) {
      next = after(now);
      tidy();
    }
  }

  private void tidy() {
    try {
      Optional<Records.Tidied> tidied = records.tidy();
      if (tidied.isEmpty()) {
        left.incrementAndGet();
        LOG.info("nightly tidying: another server is at it");
      } else {
        LOG.info(
            "nightly tidying: {} results deleted for their age, {} files left over removed",
            tidied.get().results(),
            tidied.get().files());
        lastDone = clock.instant();
        done.incrementAndGet();
      }
    } catch (RuntimeException e) {
      failed.incrementAndGet();
      LOG.error("nightly tidying failed", e);
      errors.report(e, Occasion.ofTask("nightly"));
    }
  }

  /**
   * How often it was done.
   *
   * @return since the start
   */
  public long done() {
    return done.get();
  }

  /**
   * How often it was left to another server.
   *
   * @return since the start
   */
  public long left() {
    return left.get();
  }

  /**
   * How often it failed.
   *
   * @return since the start
   */
  public long failed() {
    return failed.get();
  }

  /**
   * When it was done last.
   *
   * @return empty if not since the start
   */
  public Optional<Instant> lastDone() {
    return Optional.ofNullable(lastDone);
  }

  /** Waits for a tidying that has begun: what it works on is closed next. */
  @Override
  public void close() {
    Termination.await(thread);
  }
}
