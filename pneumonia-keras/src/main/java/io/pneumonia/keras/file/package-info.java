/**
 * The two containers, HDF5 and zip: what kind of file was handed over, its configuration as JSON,
 * and its weights by layer. The only code that touches the HDF5 library.
 */
@NullMarked
package io.pneumonia.keras.file;

import org.jspecify.annotations.NullMarked;
