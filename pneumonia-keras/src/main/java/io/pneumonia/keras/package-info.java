/**
 * Keras {@code .h5} and {@code .keras} files read on the JVM, without Python and without native
 * code. Start at {@link io.pneumonia.keras.KerasFiles}.
 */
@NullMarked
package io.pneumonia.keras;

import org.jspecify.annotations.NullMarked;
