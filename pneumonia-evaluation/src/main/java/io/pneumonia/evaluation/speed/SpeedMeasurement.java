package io.pneumonia.evaluation.speed;

import com.sun.management.ThreadMXBean;
import io.pneumonia.Outcome;
import io.pneumonia.Prediction;
import io.pneumonia.Predictor;
import io.pneumonia.StageTimings;
import io.pneumonia.image.EncodedImage;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * Measures a model on one backend, in a process that does nothing else. Pictures are read into
 * memory first, so that disks do not count; a third of the time is warm-up.
 */
public final class SpeedMeasurement {

  private static final double MILLION = 1e6;

  private final List<Path> files;
  private final List<EncodedImage> images;
  private final Duration time;
  private final List<Double> samples = new ArrayList<>();
  private final double[] stages = new double[BackendSpeed.STAGES.size()];
  private long allocated;

  private SpeedMeasurement(List<Path> files, Duration time) {
    this.files = List.copyOf(files);
    this.images = files.stream().map(EncodedImage::read).toList();
    this.time = time;
  }

  /**
   * Measures.
   *
   * @param runtime the runtime that answers, for the record
   * @param opening opens the predictor, which is closed here
   * @param files pictures that can be predicted, at least one
   * @param time for each of latency and throughput, about; every picture is predicted twice at
   *     least
   * @return the figures, without cold starts
   * @throws io.pneumonia.error.PneumoniaException if the model or a picture cannot be used
   * @throws IllegalArgumentException if there is no picture
   */
  public static BackendSpeed run(
      String runtime, Supplier<Predictor> opening, List<Path> files, Duration time) {
    if (files.isEmpty()) {
      throw new IllegalArgumentException("files: expected at least one picture, found none");
    }
    return new SpeedMeasurement(files, time).run(runtime, opening);
  }

  private BackendSpeed run(String runtime, Supplier<Predictor> opening) {
    long start = System.nanoTime();
    try (Predictor predictor = opening.get()) {
      long open = System.nanoTime();
      predictor.predict(images.get(0));
      long first = System.nanoTime();
      latency(predictor, time.dividedBy(3));
      samples.clear();
      Arrays.fill(stages, 0);
      allocated = 0;
      latency(predictor, time.multipliedBy(2).dividedBy(3));
      double perSecond = throughput(predictor);
      double[] sorted = samples.stream().mapToDouble(Double::doubleValue).sorted().toArray();
      return new BackendSpeed(
          predictor.backend(),
          runtime,
          (open - start) / MILLION,
          (first - open) / MILLION,
          percentiles(sorted),
          DoubleStream.of(sorted).average().orElseThrow(),
          DoubleStream.of(stages).map(sum -> sum / sorted.length).boxed().toList(),
          sorted.length,
          perSecond,
          allocated / sorted.length,
          Machine.peakResidentBytes().orElse(null),
          List.of());
    }
  }

  private void latency(Predictor predictor, Duration atLeast) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long end = System.nanoTime() + atLeast.toNanos();
    do {
      for (EncodedImage image : images) {
        // A picture is new to the predictor each time: what it keeps of one must not count.
        EncodedImage fresh = EncodedImage.of(image.name(), image.toArray());
        long before = threads.getCurrentThreadAllocatedBytes();
        long start = System.nanoTime();
        Prediction prediction = predictor.predict(fresh);
        samples.add((System.nanoTime() - start) / MILLION);
        allocated += threads.getCurrentThreadAllocatedBytes() - before;
        add(prediction.timings());
      }
    } while (System.nanoTime() < end);
  }

  private void add(StageTimings timings) {
    Duration[] each = {timings.decode(), timings.preprocess(), timings.infer(), timings.decide()};
    for (int i = 0; i < each.length; i++) {
      stages[i] += each[i].toNanos() / MILLION;
    }
  }

  private double throughput(Predictor predictor) {
    long start = System.nanoTime();
    long end = start + time.toNanos();
    long predicted = 0;
    do {
      try (Stream<Outcome> outcomes = predictor.predictFiles(files.stream())) {
        for (Iterator<Outcome> each = outcomes.iterator(); each.hasNext(); ) {
          each.next();
          predicted++;
        }
      }
    } while (System.nanoTime() < end);
    return predicted / ((System.nanoTime() - start) / 1e9);
  }

  /** The nearest rank: a latency that has occurred. */
  private static List<Double> percentiles(double[] sorted) {
    List<Double> found = new ArrayList<>();
    for (int percent = 0; percent < BackendSpeed.PERCENTILES; percent++) {
      int rank = (int) Math.ceil(percent / 100.0 * sorted.length);
      found.add(sorted[Math.max(0, rank - 1)]);
    }
    return found;
  }
}
