/** Shapes and float32 tensors: the only thing a backend sees. */
@NullMarked
package io.pneumonia.tensor;

import org.jspecify.annotations.NullMarked;
