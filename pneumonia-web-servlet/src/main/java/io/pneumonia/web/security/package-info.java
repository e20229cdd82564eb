/** Who asks, from where, and whether that may be: the filters before every resource. */
@NullMarked
package io.pneumonia.web.security;

import org.jspecify.annotations.NullMarked;
