package io.pneumonia.cli;

import io.pneumonia.evidence.EvidenceMethod;
import java.nio.file.Path;

/** A file that was written beside a prediction. */
record Heatmap(Path file, EvidenceMethod method) {}
