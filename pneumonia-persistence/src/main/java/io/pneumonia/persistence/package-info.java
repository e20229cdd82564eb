/** The records of an installation, opened as one. */
@NullMarked
package io.pneumonia.persistence;

import org.jspecify.annotations.NullMarked;
