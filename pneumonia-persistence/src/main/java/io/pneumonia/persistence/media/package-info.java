/** Where the pictures' bytes lie. */
@NullMarked
package io.pneumonia.persistence.media;

import org.jspecify.annotations.NullMarked;
