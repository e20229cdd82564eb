package io.pneumonia.web.page;

import io.pneumonia.persistence.grants.GrantKind;
import io.pneumonia.persistence.grants.Grants;
import org.jspecify.annotations.Nullable;

/** Ending own sessions and tokens: one of them, or all but the one in use. */
final class AccessPage implements Page {

  private final @Nullable GrantKind kind;

  private AccessPage(@Nullable GrantKind kind) {
    this.kind = kind;
  }

  static AccessPage one(GrantKind kind) {
    return new AccessPage(kind);
  }

  static AccessPage others() {
    return new AccessPage(null);
  }

  @Override
  public PageAnswer post(Visit visit) {
    if (kind == null) {
      visit.records().sessions().revokeAllBut(visit.actor(), visit.caller().grant());
      visit.records().tokens().revokeAllBut(visit.actor(), visit.caller().grant());
      return PageAnswer.redirect(ProfilePage.Tab.SECURITY.path(), FlashMessage.OTHERS_ENDED);
    }
    Grants grants =
        kind == GrantKind.SESSION ? visit.records().sessions() : visit.records().tokens();
    grants.revoke(visit.actor(), visit.id());
    return PageAnswer.redirect(ProfilePage.Tab.SECURITY.path(), FlashMessage.ACCESS_ENDED);
  }
}
