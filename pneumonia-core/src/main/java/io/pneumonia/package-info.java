/** From an X-ray's bytes to a prediction. Start at {@link io.pneumonia.Predictors}. */
@NullMarked
package io.pneumonia;

import org.jspecify.annotations.NullMarked;
