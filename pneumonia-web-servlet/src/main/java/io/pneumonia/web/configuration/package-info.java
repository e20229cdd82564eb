/** What a deployer sets: where it is read from, and what it must be. */
@NullMarked
package io.pneumonia.web.configuration;

import org.jspecify.annotations.NullMarked;
