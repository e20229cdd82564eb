/** The description of the API for machines, OpenAPI 3.1, read from the resources themselves. */
@NullMarked
package io.pneumonia.web.schema;

import org.jspecify.annotations.NullMarked;
