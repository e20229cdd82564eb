package io.pneumonia.persistence.database;

/**
 * What the connections to a database do at a moment.
 *
 * @param pool the name of those that are shared: {@code records}, or {@code records-readers}
 * @param active connections in use
 * @param idle open connections that are not in use
 * @param waiting threads that wait for a connection
 * @param most how many connections there may be
 */
public record PoolUsage(String pool, int active, int idle, int waiting, int most) {}
