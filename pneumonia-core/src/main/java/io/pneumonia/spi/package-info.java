/** The contract that an inference backend fulfils. */
@NullMarked
package io.pneumonia.spi;

import org.jspecify.annotations.NullMarked;
