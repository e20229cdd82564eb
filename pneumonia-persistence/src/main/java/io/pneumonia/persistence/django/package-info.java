/** Moving in from the Django system that this one replaces. */
@NullMarked
package io.pneumonia.persistence.django;

import org.jspecify.annotations.NullMarked;
