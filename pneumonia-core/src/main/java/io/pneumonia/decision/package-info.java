/** A network's output to a finding: score readers, threshold, confidence. */
@NullMarked
package io.pneumonia.decision;

import org.jspecify.annotations.NullMarked;
