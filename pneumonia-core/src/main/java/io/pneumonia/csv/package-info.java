/** Comma-separated values, as every table of this library writes them. */
@NullMarked
package io.pneumonia.csv;

import org.jspecify.annotations.NullMarked;
