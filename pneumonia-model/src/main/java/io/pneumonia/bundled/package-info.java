/** The model that comes with the library, for those who have none of their own. */
@NullMarked
package io.pneumonia.bundled;

import org.jspecify.annotations.NullMarked;
