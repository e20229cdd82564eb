/** What a model file is and what it demands: card, identity, signature. */
@NullMarked
package io.pneumonia.model;

import org.jspecify.annotations.NullMarked;
