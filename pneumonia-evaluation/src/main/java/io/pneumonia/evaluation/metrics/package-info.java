/**
 * Figures of labelled scores, as scikit-learn defines them, with bootstrap intervals; nothing about
 * pictures or models. What is not defined is absent, with the reason, and never 0 or NaN.
 */
@NullMarked
package io.pneumonia.evaluation.metrics;

import org.jspecify.annotations.NullMarked;
