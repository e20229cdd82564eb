/** Which places of a picture a score rests on. */
@NullMarked
package io.pneumonia.evidence;

import org.jspecify.annotations.NullMarked;
