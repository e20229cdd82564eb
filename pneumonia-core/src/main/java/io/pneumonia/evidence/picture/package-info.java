/** Relevance maps drawn over pictures. */
@NullMarked
package io.pneumonia.evidence.picture;

import org.jspecify.annotations.NullMarked;
