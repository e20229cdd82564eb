/** Pictures in an object store, over the S3 API. */
@NullMarked
package io.pneumonia.media.s3;

import org.jspecify.annotations.NullMarked;
