/**
 * The {@code pneumonia} command: options to calls, results to text, JSON or CSV, errors to exit
 * codes.
 */
@NullMarked
package io.pneumonia.cli;

import org.jspecify.annotations.NullMarked;
