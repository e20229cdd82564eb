/**
 * Sessions of browsers and tokens of programs: secrets that stand for a person, kept as digests.
 */
@NullMarked
package io.pneumonia.persistence.grants;

import org.jspecify.annotations.NullMarked;
