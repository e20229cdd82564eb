/**
 * The REST API: requests to calls of the records and the model, values to JSON. No rule is here.
 */
@NullMarked
package io.pneumonia.web.api;

import org.jspecify.annotations.NullMarked;
