/** JMH benchmarks of each stage and end to end, over every backend and its bare runtime. */
@NullMarked
package io.pneumonia.benchmarks;

import org.jspecify.annotations.NullMarked;
