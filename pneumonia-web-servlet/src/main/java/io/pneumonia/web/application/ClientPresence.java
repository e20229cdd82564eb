package io.pneumonia.web.application;

/** Whether somebody still waits for an answer. */
@FunctionalInterface
public interface ClientPresence {

  /** A client of whom nothing is known: it is taken to wait. */
  ClientPresence UNKNOWN = action -> () -> {};

  /**
   * Watches the client until told to stop.
   *
   * @param whenGone what to do, once, if it goes away; on any thread, and quick
   * @return stops watching; returns after {@code whenGone} if that has begun
   */
  Runnable watch(Runnable whenGone);
}
