/** What every operation is told: who asks, which page of a list, and what is wrong with a field. */
@NullMarked
package io.pneumonia.persistence.request;

import org.jspecify.annotations.NullMarked;
