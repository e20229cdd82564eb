/** People: their accounts, their passwords, and how often somebody may guess at one. */
@NullMarked
package io.pneumonia.persistence.accounts;

import org.jspecify.annotations.NullMarked;
