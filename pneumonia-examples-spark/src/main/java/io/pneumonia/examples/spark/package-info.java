/** An archive of pictures, scored on a cluster of Apache Spark. */
@NullMarked
package io.pneumonia.examples.spark;

import org.jspecify.annotations.NullMarked;
