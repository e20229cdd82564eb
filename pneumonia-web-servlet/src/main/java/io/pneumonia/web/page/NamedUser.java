package io.pneumonia.web.page;

import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.RequestRejected;
import org.jspecify.annotations.Nullable;

/** The account that a list is filtered by, which people know by its name. */
final class NamedUser {

  private NamedUser() {}

  /** Its id, or null where no name is given; a name that no account has is a field's error. */
  static @Nullable Long id(Visit visit) {
    @Nullable String name = visit.parameter("user");
    if (name == null) {
      return null;
    }
    try {
      return visit.records().accounts().findByName(visit.actor(), name).id();
    } catch (RequestRejected e) {
      if (e.code() != ErrorCode.RECORD_NOT_FOUND) {
        throw e;
      }
      throw RequestRejected.ofField(
          "user", ErrorCode.FIELD_INVALID, "No account has this user name.");
    }
  }
}
