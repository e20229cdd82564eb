/** The input gate: whether a picture is of the kind that a model was made for. */
@NullMarked
package io.pneumonia.gate;

import org.jspecify.annotations.NullMarked;
