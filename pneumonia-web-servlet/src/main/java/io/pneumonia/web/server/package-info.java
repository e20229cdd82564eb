/** The application in a servlet container: in any of Servlet 6.1, and in an embedded Jetty. */
@NullMarked
package io.pneumonia.web.server;

import org.jspecify.annotations.NullMarked;
