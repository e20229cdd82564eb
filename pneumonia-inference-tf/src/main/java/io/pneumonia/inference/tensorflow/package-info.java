/**
 * Backend {@code tensorflow}: SavedModel folders and Keras files on TensorFlow.
 *
 * <p>The native library (one for each platform) is unpacked to {@code ~/.javacpp/cache} when it is
 * first needed, about 650 MB, and loaded from there later. TensorFlow writes what it finds
 * noteworthy to the process's standard error from native code, part of it while the library loads;
 * the environment variable {@code TF_CPP_MIN_LOG_LEVEL=2} silences all but one remark (on MLIR) at
 * the first run. It must be set before the JVM starts, for a JVM cannot change the environment of
 * its own process. On Java 24 and later, {@code --enable-native-access=ALL-UNNAMED
 * --sun-misc-unsafe-memory-access=allow} keeps the JVM from remarking on TensorFlow.
 */
@NullMarked
package io.pneumonia.inference.tensorflow;

import org.jspecify.annotations.NullMarked;
