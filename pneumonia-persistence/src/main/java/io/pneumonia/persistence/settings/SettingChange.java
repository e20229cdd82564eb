package io.pneumonia.persistence.settings;

import java.time.Instant;

/**
 * Who set a setting last.
 *
 * @param at when
 * @param by the user name
 */
public record SettingChange(Instant at, String by) {}
