/**
 * A network as plain data: operations in execution order, channels last, weights attached. This is
 * what a backend builds its own graph from.
 */
@NullMarked
package io.pneumonia.keras.graph;

import org.jspecify.annotations.NullMarked;
