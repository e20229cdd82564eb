/** An evaluation as text for the terminal, as JSON, and as one self-contained page. */
@NullMarked
package io.pneumonia.evaluation.report;

import org.jspecify.annotations.NullMarked;
