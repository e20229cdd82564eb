/** What a server holds open: records, the model in force, and the queue before it. */
@NullMarked
package io.pneumonia.web.application;

import org.jspecify.annotations.NullMarked;
