package io.pneumonia.persistence;

import io.pneumonia.persistence.database.DatabaseState;
import io.pneumonia.persistence.media.MediaState;

/**
 * What the records are kept in.
 *
 * @param database the rows
 * @param media the pictures
 */
public record RecordsState(DatabaseState database, MediaState media) {}
