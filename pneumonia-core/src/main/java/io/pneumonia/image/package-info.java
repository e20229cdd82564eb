/** Untrusted bytes to 8-bit pixels, decoded in plain Java. */
@NullMarked
package io.pneumonia.image;

import org.jspecify.annotations.NullMarked;
