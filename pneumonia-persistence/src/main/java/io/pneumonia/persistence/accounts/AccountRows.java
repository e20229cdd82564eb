package io.pneumonia.persistence.accounts;

import io.pneumonia.persistence.database.Conditions;
import io.pneumonia.persistence.database.SearchText;
import io.pneumonia.persistence.request.Page;
import io.pneumonia.persistence.request.PageRequest;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;

/** The statements over the table of users. */
final class AccountRows {

  private static final String COLUMNS =
      "id, username, email, first_name, last_name, administrator, active, joined_at, last_login_at";
  private static final RowMapper<Account> ACCOUNT = ConstructorMapper.of(Account.class);

  private AccountRows() {}

  /** An account with the hash of its password, which does not leave this package. */
  record Stored(Account account, String passwordHash) {}

  /** The new account's id, or nothing if its name is taken. */
  static Optional<Long> insert(
      Handle handle, Registration registration, String hash, boolean administrator, Instant now) {
    String username = AccountRules.normalized(registration.username());
    return handle
        .createQuery(
            """
            INSERT INTO users (username, username_key, email, first_name, last_name, search_text,
              password_hash, administrator, active, joined_at)
            VALUES (:username, :key, :email, :first, :last, :search,
              :hash, :administrator, :active, :now)
            ON CONFLICT (username_key) DO NOTHING
            RETURNING id
            """)
        .bind("username", username)
        .bind("key", key(username))
        .bind("email", registration.email())
        .bind("first", registration.firstName())
        .bind("last", registration.lastName())
        .bind(
            "search",
            SearchText.fold(
                username, registration.email(), registration.firstName(), registration.lastName()))
        .bind("hash", hash)
        .bind("administrator", administrator)
        .bind("active", true)
        .bind("now", now)
        .mapTo(Long.class)
        .findOne();
  }

  /** The id of an account of another system, or nothing if its name is taken. */
  static Optional<Long> insert(Handle handle, FormerAccount account) {
    String username = AccountRules.normalized(account.username());
    return handle
        .createQuery(
            """
            INSERT INTO users (username, username_key, email, first_name, last_name, search_text,
              password_hash, administrator, active, joined_at, last_login_at)
            VALUES (:username, :key, :email, :first, :last, :search,
              :hash, :administrator, :active, :joinedAt, :lastLoginAt)
            ON CONFLICT (username_key) DO NOTHING
            RETURNING id
            """)
        .bind("username", username)
        .bind("key", key(username))
        .bind("email", account.email())
        .bind("first", account.firstName())
        .bind("last", account.lastName())
        .bind(
            "search",
            SearchText.fold(username, account.email(), account.firstName(), account.lastName()))
        .bind("hash", account.passwordHash())
        .bind("administrator", account.administrator())
        .bind("active", account.active())
        .bind("joinedAt", account.joinedAt())
        .bind("lastLoginAt", account.lastLoginAt())
        .mapTo(Long.class)
        .findOne();
  }

  static String key(String username) {
    return SearchText.fold(username);
  }

  static boolean isTaken(Handle handle, String username) {
    return byKey(handle, key(username)).isPresent();
  }

  static Optional<Stored> byKey(Handle handle, String key) {
    return handle
        .createQuery("SELECT " + COLUMNS + ", password_hash FROM users WHERE username_key = :key")
        .bind("key", key)
        .map(
            (row, context) -> new Stored(ACCOUNT.map(row, context), row.getString("password_hash")))
        .findOne();
  }

  static Optional<Account> byId(Handle handle, long id) {
    return handle
        .createQuery("SELECT " + COLUMNS + " FROM users WHERE id = :id")
        .bind("id", id)
        .map(ACCOUNT)
        .findOne();
  }

  static void update(Handle handle, Account account) {
    handle
        .createUpdate(
            """
            UPDATE users SET email = :email, first_name = :first, last_name = :last,
              search_text = :search, administrator = :administrator, active = :active
            WHERE id = :id
            """)
        .bind("email", account.email())
        .bind("first", account.firstName())
        .bind("last", account.lastName())
        .bind(
            "search",
            SearchText.fold(
                account.username(), account.email(), account.firstName(), account.lastName()))
        .bind("administrator", account.administrator())
        .bind("active", account.active())
        .bind("id", account.id())
        .execute();
  }

  /** Replaces the hash that was verified; false if it was changed in between. */
  static boolean replaceHash(Handle handle, long id, String verified, String next) {
    return handle
            .createUpdate(
                "UPDATE users SET password_hash = :next"
                    + " WHERE id = :id AND password_hash = :verified")
            .bind("next", next)
            .bind("id", id)
            .bind("verified", verified)
            .execute()
        == 1;
  }

  static void setHash(Handle handle, long id, String next) {
    handle.execute("UPDATE users SET password_hash = ? WHERE id = ?", next, id);
  }

  /** Notes a sign-in; false if the account or its password was changed in between. */
  static boolean signIn(Handle handle, long id, String verified, String next, Instant now) {
    return handle
            .createUpdate(
                """
                UPDATE users SET password_hash = :next, last_login_at = :now
                WHERE id = :id AND active AND password_hash = :verified
                """)
            .bind("next", next)
            .bind("now", now)
            .bind("id", id)
            .bind("verified", verified)
            .execute()
        == 1;
  }

  static boolean hasOtherAdministrator(Handle handle, long id) {
    return handle
            .createQuery("SELECT count(*) FROM users WHERE administrator AND active AND id <> :id")
            .bind("id", id)
            .mapTo(Long.class)
            .one()
        > 0;
  }

  static Page<Account> page(Handle handle, AccountFilter filter, PageRequest page) {
    Conditions conditions =
        new Conditions()
            .add(
                "search_text LIKE :pattern ESCAPE '\\'",
                "pattern",
                filter.text() == null ? null : SearchText.pattern(filter.text()))
            .add("active = :active", "active", filter.active())
            .add("administrator = :administrator", "administrator", filter.administrator());
    return new Page<>(
        handle
            .createQuery(
                "SELECT "
                    + COLUMNS
                    + " FROM users "
                    + conditions.where()
                    + " ORDER BY username_key LIMIT :limit OFFSET :offset")
            .bindMap(conditions.values())
            .bind("limit", page.size())
            .bind("offset", page.offset())
            .map(ACCOUNT)
            .list(),
        handle
            .createQuery("SELECT count(*) FROM users " + conditions.where())
            .bindMap(conditions.values())
            .mapTo(Long.class)
            .one(),
        page);
  }
}
