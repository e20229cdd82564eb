package io.pneumonia.keras.file;

import com.fasterxml.jackson.databind.JsonNode;

/** An open Keras file. */
public interface ModelFile extends AutoCloseable {

  /**
   * The version of Keras that wrote the file.
   *
   * @return {@code 2.4.0}; empty where the file does not say
   */
  String kerasVersion();

  /**
   * The container in one word.
   *
   * @return {@code HDF5} or {@code archive}
   */
  String container();

  /**
   * The network's configuration.
   *
   * @return a JSON object
   */
  JsonNode config();

  /**
   * The weights, readable until the file is closed.
   *
   * @return by layer
   */
  WeightStore weights();

  @Override
  void close();
}
