/** What an administrator sets while the installation runs. */
@NullMarked
package io.pneumonia.persistence.settings;

import org.jspecify.annotations.NullMarked;
