/** Work that an idle processor may take over. */
@NullMarked
package io.pneumonia.work;

import org.jspecify.annotations.NullMarked;
