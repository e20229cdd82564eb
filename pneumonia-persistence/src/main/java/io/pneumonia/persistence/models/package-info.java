/** Which models an installation knows, which one is in force, and which ones were. */
@NullMarked
package io.pneumonia.persistence.models;

import org.jspecify.annotations.NullMarked;
