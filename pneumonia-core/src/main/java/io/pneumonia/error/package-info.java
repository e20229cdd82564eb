/**
 * One unchecked error base with a stable code, and its leaves: bad image, bad labelled data, bad
 * model, missing backend, failed run, refused request, missing records.
 */
@NullMarked
package io.pneumonia.error;

import org.jspecify.annotations.NullMarked;
