package io.pneumonia.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pneumonia.persistence.accounts.Account;
import java.util.Objects;

/** An account in one line. */
final class AccountLines {

  private static final ObjectMapper JSON = new ObjectMapper();

  private AccountLines() {}

  /** For people: separated by tabs. */
  static String text(Account account) {
    String rights = account.administrator() ? "administrator" : "user";
    return String.join(
        "\t",
        Long.toString(account.id()),
        account.username(),
        account.email(),
        account.active() ? rights : "inactive " + rights,
        Objects.toString(account.lastLoginAt(), "never"));
  }

  /** For programs: names as in the REST API. */
  static String json(Account account) {
    ObjectNode json = JSON.createObjectNode();
    json.put("id", account.id());
    json.put("username", account.username());
    json.put("email", account.email());
    json.put("first_name", account.firstName());
    json.put("last_name", account.lastName());
    json.put("administrator", account.administrator());
    json.put("active", account.active());
    json.put("date_joined", account.joinedAt().toString());
    json.put("last_login", account.lastLoginAt() == null ? null : account.lastLoginAt().toString());
    return json.toString();
  }
}
