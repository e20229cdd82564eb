/**
 * What is sent to other systems where an operator configured them: reports of errors, and traces of
 * requests. Nothing otherwise, and nothing about a person ever.
 */
@NullMarked
package io.pneumonia.web.telemetry;

import org.jspecify.annotations.NullMarked;
