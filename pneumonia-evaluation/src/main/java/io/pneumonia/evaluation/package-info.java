/**
 * How good a model is on labelled pictures: its figures, what could be had without looking at the
 * lungs, and what becomes of its findings when pictures are a little different.
 */
@NullMarked
package io.pneumonia.evaluation;

import org.jspecify.annotations.NullMarked;
