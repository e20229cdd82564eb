/** Untrusted bytes to 8-bit pixels; the only code that touches the JDK's image readers. */
@NullMarked
package io.pneumonia.image;

import org.jspecify.annotations.NullMarked;
