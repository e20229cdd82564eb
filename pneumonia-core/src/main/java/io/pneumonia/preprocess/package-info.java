/** Pixels to the tensor a network was trained on, bit for bit as the training library made it. */
@NullMarked
package io.pneumonia.preprocess;

import org.jspecify.annotations.NullMarked;
