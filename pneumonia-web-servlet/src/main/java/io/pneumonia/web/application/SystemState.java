package io.pneumonia.web.application;

import io.pneumonia.Backends;
import io.pneumonia.persistence.RecordsState;
import io.pneumonia.persistence.database.PoolUsage;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What this server is and does now.
 *
 * @param parts "ok" or the stable name of what is wrong, for each part that a request needs
 * @param software what runs here
 * @param records what the records are kept in, or null if they cannot be used
 * @param connections what the connections to the database do
 * @param work what is being done
 * @param memory of this process
 * @param startedAt when this process began
 */
public record SystemState(
    Map<String, String> parts,
    Software software,
    @Nullable RecordsState records,
    List<PoolUsage> connections,
    Work work,
    Memory memory,
    Instant startedAt) {

  /**
   * What runs here.
   *
   * @param version of this product
   * @param backend name and version of what runs the model
   * @param java name and version of the virtual machine
   * @param system name, version and architecture of the operating system
   * @param processors how many
   */
  public record Software(
      String version, String backend, String java, String system, int processors) {}

  /**
   * What is being done.
   *
   * @param running pictures that are being analysed
   * @param waiting pictures that wait for it
   * @param capacity pictures that may wait
   * @param workers pictures that may be analysed at once
   * @param uploadBytes memory that uploads in flight have taken
   * @param uploadBytesMost memory that they may take
   */
  public record Work(
      int running,
      int waiting,
      int capacity,
      int workers,
      long uploadBytes,
      long uploadBytesMost) {}

  /**
   * The memory of the process, in bytes.
   *
   * @param heapUsed objects, those not yet collected too
   * @param heapMost what they may take
   * @param otherUsed classes and compiled code
   */
  public record Memory(long heapUsed, long heapMost, long otherUsed) {}

  /** Copies list and map, in their order. */
  public SystemState {
    connections = List.copyOf(connections);
    parts = Collections.unmodifiableMap(new LinkedHashMap<>(parts));
  }

  /**
   * Looks.
   *
   * @param application this server's
   * @return what is found
   */
  public static SystemState of(Application application) {
    Map<String, String> parts = application.readiness().check();
    boolean usable = "ok".equals(parts.get("records"));
    return new SystemState(
        parts,
        softwareOf(application),
        usable ? application.records().state() : null,
        application.records().connections(),
        workOf(application),
        memoryNow(),
        Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime()));
  }

  private static Software softwareOf(Application application) {
    return new Software(
        Application.version(),
        Backends.description(application.model().backend()),
        System.getProperty("java.vm.name") + " " + Runtime.version(),
        System.getProperty("os.name")
            + " "
            + System.getProperty("os.version")
            + ", "
            + System.getProperty("os.arch"),
        Runtime.getRuntime().availableProcessors());
  }

  private static Work workOf(Application application) {
    return new Work(
        application.queue().running(),
        application.queue().waiting(),
        application.queue().capacity(),
        application.configuration().capacity().workers(),
        application.uploads().taken(),
        (long) application.configuration().capacity().uploadMebibytes() << 20);
  }

  private static Memory memoryNow() {
    MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
    return new Memory(
        memory.getHeapMemoryUsage().getUsed(),
        memory.getHeapMemoryUsage().getMax(),
        memory.getNonHeapMemoryUsage().getUsed());
  }

  /**
   * How long this process has been running.
   *
   * @return the time since its start
   */
  public Duration uptime() {
    return Duration.between(startedAt, Instant.now());
  }

  /**
   * Whether everything that a request needs can be used.
   *
   * @return false if any part is not "ok"
   */
  public boolean isReady() {
    return parts.values().stream().allMatch(part -> Objects.equals(part, "ok"));
  }
}
