/** Each Keras layer in scope, turned into operations with explicit shapes and numbers. */
@NullMarked
package io.pneumonia.keras.lowering;

import org.jspecify.annotations.NullMarked;
