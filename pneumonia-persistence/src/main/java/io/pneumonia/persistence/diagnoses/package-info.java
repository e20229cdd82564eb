/** Pictures with what was found on them: recording, searching, exporting, deleting. */
@NullMarked
package io.pneumonia.persistence.diagnoses;

import org.jspecify.annotations.NullMarked;
