package io.pneumonia.persistence.database;

/**
 * Which database it is.
 *
 * @param address where it is, without anything secret
 * @param product its name and version
 * @param schema the version of its schema
 */
public record DatabaseState(String address, String product, String schema) {}
