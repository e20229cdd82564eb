/** The JSON files beside a model: read strictly, with everything that is wrong told at once. */
@NullMarked
package io.pneumonia.json;

import org.jspecify.annotations.NullMarked;
