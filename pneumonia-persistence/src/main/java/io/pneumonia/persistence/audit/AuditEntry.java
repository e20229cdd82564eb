package io.pneumonia.persistence.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the trail. What it tells of may be gone.
 *
 * @param id unique, never used again
 * @param occurredAt when
 * @param userId the account that acted, or null where nobody was signed in or the system acted
 * @param username its name at that time; empty where nobody was signed in
 * @param action what was done
 * @param address the network address it came from, or null
 * @param imageId the picture it happened to, or null
 * @param resultId the result it happened to, or null
 * @param subjectId the account it happened to, or null
 * @param detail what else was kept, or null
 */
public record AuditEntry(
    long id,
    Instant occurredAt,
    @Nullable Long userId,
    String username,
    AuditAction action,
    @Nullable String address,
    @Nullable Long imageId,
    @Nullable Long resultId,
    @Nullable Long subjectId,
    @Nullable String detail) {}
