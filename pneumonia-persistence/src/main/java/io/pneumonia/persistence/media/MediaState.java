package io.pneumonia.persistence.media;

import java.util.OptionalLong;

/**
 * Where pictures are kept.
 *
 * @param place a folder, or what else holds them
 * @param freeBytes how much more it takes, where that is known
 */
public record MediaState(String place, OptionalLong freeBytes) {}
