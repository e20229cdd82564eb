/**
 * How this module reaches its database; nothing outside the module uses it. The two databases
 * differ in the dialects and migrations here, and nowhere else.
 */
@NullMarked
package io.pneumonia.persistence.database;

import org.jspecify.annotations.NullMarked;
