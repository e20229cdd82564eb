/** The pages that people see: requests to calls of the records and the model, values to HTML. */
@NullMarked
package io.pneumonia.web.page;

import org.jspecify.annotations.NullMarked;
