/**
 * Looking after the records: checking them, and moving all of them into a backup, out of one, or
 * from one database to the other.
 */
@NullMarked
package io.pneumonia.persistence.upkeep;

import org.jspecify.annotations.NullMarked;
