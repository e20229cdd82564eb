package io.pneumonia.evaluation;

import io.pneumonia.Outcome;

/**
 * What became of a labelled picture.
 *
 * @param entry the picture and what it shows
 * @param outcome its prediction, or the reason why there is none
 */
public record LabelledOutcome(LabelledPictures.Entry entry, Outcome outcome) {}
