/** What an operator sees: the log, the metrics, the health of a server. */
@NullMarked
package io.pneumonia.web.operation;

import org.jspecify.annotations.NullMarked;
