/** Who did what, when and from where. */
@NullMarked
package io.pneumonia.persistence.audit;

import org.jspecify.annotations.NullMarked;
