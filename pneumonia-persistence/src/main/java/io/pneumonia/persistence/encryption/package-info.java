/** Encryption at rest: keys, and the form in which bytes and texts lie encrypted. */
@NullMarked
package io.pneumonia.persistence.encryption;

import org.jspecify.annotations.NullMarked;
