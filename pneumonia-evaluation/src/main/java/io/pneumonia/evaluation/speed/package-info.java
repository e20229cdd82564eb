/** How fast a model is on a backend, and what it takes: measured on a user's own pictures. */
@NullMarked
package io.pneumonia.evaluation.speed;

import org.jspecify.annotations.NullMarked;
