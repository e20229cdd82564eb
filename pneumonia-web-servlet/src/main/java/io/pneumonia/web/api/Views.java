package io.pneumonia.web.api;

import io.pneumonia.persistence.Records;
import io.pneumonia.persistence.audit.AuditAction;
import io.pneumonia.persistence.audit.AuditEvent;
import io.pneumonia.persistence.diagnoses.Diagnosis;
import io.pneumonia.persistence.request.Actor;

/** The audit trail of who looked at what; what changes records is in it already. */
final class Views {

  private Views() {}

  static void note(Records records, Actor actor, Diagnosis seen) {
    AuditEvent view =
        AuditEvent.of(AuditAction.VIEW).onResult(seen.image().id(), seen.result().id());
    records.audit().append(actor, view);
  }
}
