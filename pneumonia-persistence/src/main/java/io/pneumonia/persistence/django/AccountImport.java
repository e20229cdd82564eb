package io.pneumonia.persistence.django;

import io.pneumonia.persistence.accounts.Account;
import io.pneumonia.persistence.accounts.Accounts;
import io.pneumonia.persistence.accounts.FormerAccount;
import io.pneumonia.persistence.audit.AuditAction;
import io.pneumonia.persistence.audit.AuditEvent;
import io.pneumonia.persistence.audit.AuditTrail;
import io.pneumonia.persistence.database.Database;
import io.pneumonia.persistence.django.ImportReport.Subject;
import io.pneumonia.persistence.grants.Grants;
import io.pneumonia.persistence.request.Actor;
import io.pneumonia.persistence.upkeep.UpkeepProgress;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Takes over accounts and their tokens. */
final class AccountImport {

  private final Database database;
  private final AuditTrail audit;
  private final Accounts accounts;
  private final Grants tokens;
  private final ImportLog log;
  private final ImportReport report;

  AccountImport(
      Database database,
      AuditTrail audit,
      Accounts accounts,
      Grants tokens,
      ImportLog log,
      ImportReport report) {
    this.database = database;
    this.audit = audit;
    this.accounts = accounts;
    this.tokens = tokens;
    this.log = log;
    this.report = report;
  }

  /** Fills in which account of there is which one here. */
  void run(DjangoSource source, Map<Long, Account> owners, UpkeepProgress progress) {
    progress.begin("accounts", source.count("auth_user"));
    source.users(
        user -> {
          take(user).ifPresent(account -> owners.put(user.id(), account));
          progress.step();
        });
    source.tokens(token -> take(token, owners.get(token.userId())));
  }

  private Optional<Account> take(DjangoSource.User user) {
    String key = ImportLog.key("user", user.id(), user.joinedAt());
    String hash = FormerAccount.keptHash(user.password());
    Optional<Account> account =
        database.write(
            handle -> {
              Optional<Account> here = accounts.takeOver(handle, former(user, hash));
              here.filter(known -> !log.has(key))
                  .ifPresent(
                      known ->
                          audit.append(
                              handle,
                              Actor.SYSTEM,
                              AuditEvent.of(AuditAction.IMPORT).onUser(known.id()).with(key)));
              return here;
            });
    if (account.isEmpty()) {
      report.skip(Subject.USER, user.username(), "another account has this name here");
    } else if (log.has(key)) {
      report.find(Subject.USER);
    } else {
      log.add(key);
      report.take(Subject.USER);
      if (hash.equals(FormerAccount.NO_PASSWORD)) {
        report.note(
            "user %s: has no password that can be verified here; give it one with users reset-password"
                .formatted(user.username()));
      }
    }
    return account;
  }

  private static FormerAccount former(DjangoSource.User user, String hash) {
    return new FormerAccount(
        user.username(),
        user.email(),
        user.firstName(),
        user.lastName(),
        hash,
        user.administrator(),
        user.active(),
        user.joinedAt(),
        user.lastLogin());
  }

  private void take(DjangoSource.Token token, @Nullable Account owner) {
    if (owner == null) {
      report.skip(Subject.TOKEN, "of user " + token.userId(), "its owner was not taken");
      return;
    }
    String key = ImportLog.key("token of user", token.userId(), token.created());
    if (log.has(key)) {
      report.find(Subject.TOKEN);
      return;
    }
    boolean taken =
        database.write(
            handle -> {
              boolean made =
                  tokens.takeOver(handle, owner.id(), token.key(), "Django", token.created());
              if (made) {
                audit.append(
                    handle,
                    Actor.SYSTEM,
                    AuditEvent.of(AuditAction.IMPORT).onUser(owner.id()).with(key));
              }
              return made;
            });
    if (taken) {
      log.add(key);
      report.take(Subject.TOKEN);
    } else {
      report.skip(
          Subject.TOKEN,
          "of user " + owner.username(),
          "expected 40 hexadecimal digits that are no token here, found others");
    }
  }
}
