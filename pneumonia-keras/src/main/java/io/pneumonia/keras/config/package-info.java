/**
 * A network's configuration, both dialects of it, read from JSON: models, layers, their options,
 * and who calls whom. Nothing here knows what a layer computes.
 */
@NullMarked
package io.pneumonia.keras.config;

import org.jspecify.annotations.NullMarked;
