/** One lesson per file: each has a {@code main} that a test runs. */
@NullMarked
package io.pneumonia.examples;

import org.jspecify.annotations.NullMarked;
