/**
 * Networks with the outputs that Keras computes from them, and the contracts that whoever runs them
 * fulfils. Published as this module's test jar, so that every backend is held to the same cases.
 */
@NullMarked
package io.pneumonia.keras.testing;

import org.jspecify.annotations.NullMarked;
