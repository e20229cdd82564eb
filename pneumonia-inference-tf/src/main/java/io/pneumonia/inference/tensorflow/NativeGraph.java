package io.pneumonia.inference.tensorflow;

import org.tensorflow.Graph;
import org.tensorflow.Output;

/**
 * A TensorFlow graph with the two ends of the network in it.
 *
 * @param graph closed by whoever holds it
 * @param input where the batch is fed
 * @param output where the answer is fetched
 */
record NativeGraph(Graph graph, Output<?> input, Output<?> output) {}
