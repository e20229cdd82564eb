package io.pneumonia.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Accounts from the command line. */
class UsersCommandTest {

  @TempDir private Path folder;

  private CommandResult users(String... arguments) {
    List<String> all = new ArrayList<>(List.of("users"));
    all.addAll(List.of(arguments));
    all.addAll(List.of("--data-dir", folder.resolve("data").toString()));
    return CommandResult.of(all.toArray(new String[0]));
  }

  private CommandResult usersWithInput(String line, String... arguments) {
    InputStream before = System.in;
    System.setIn(new ByteArrayInputStream((line + "\n").getBytes(StandardCharsets.UTF_8)));
    try {
      List<String> all = new ArrayList<>(List.of(arguments));
      all.add("--password-stdin");
      return users(all.toArray(new String[0]));
    } finally {
      System.setIn(before);
    }
  }

  private CommandResult create(String name) {
    return usersWithInput(
        "correct horse battery",
        "create-admin",
        "--username",
        name,
        "--email",
        name + "@example.org");
  }

  @BeforeEach
  void makeTwo() {
    assertThat(create("ada").status()).isZero();
    assertThat(create("bob").status()).isZero();
  }

  @Test
  void listsWhomItIsAskedFor() {
    assertThat(users("deactivate", "bob").out()).contains("bob may not sign in any more.");
    assertThat(users("list").out().lines()).hasSize(2);
    assertThat(users("list", "--active").out().lines())
        .containsExactly("1\tada\tada@example.org\tadministrator\tnever");
    assertThat(users("list", "--inactive").out().lines())
        .containsExactly("2\tbob\tbob@example.org\tinactive administrator\tnever");
    assertThat(users("list", "--search", "BOB@").out().lines()).hasSize(1);
    assertThat(users("list", "--administrators").out().lines()).hasSize(2);
    assertThat(users("list", "--limit", "1").out().lines()).hasSize(1);
    assertThat(users("list", "--search", "nobody").out()).isEmpty();
  }

  @Test
  void listsInJsonForPrograms() throws Exception {
    List<JsonNode> accounts = users("list", "--json").json();
    assertThat(accounts).hasSize(2);
    JsonNode ada = accounts.get(0);
    assertThat(ada.path("username").asText()).isEqualTo("ada");
    assertThat(ada.path("administrator").asBoolean()).isTrue();
    assertThat(ada.path("active").asBoolean()).isTrue();
    assertThat(ada.path("last_login").isNull()).isTrue();
    assertThat(ada.path("date_joined").asText()).endsWith("Z");
  }

  @Test
  void deactivatesAndActivates() {
    assertThat(users("deactivate", "ada").status()).isZero();
    CommandResult last = users("deactivate", "bob");
    assertThat(last.status()).isEqualTo(ExitStatus.USAGE);
    assertThat(last.err()).contains("the last administrator must remain one");
    assertThat(users("activate", "ada").out()).contains("ada may sign in.");
    assertThat(users("deactivate", "bob").status()).isZero();
  }

  @Test
  void setsANewPasswordThatIsGoodEnough() {
    CommandResult weak = usersWithInput("12345678", "reset-password", "ada");
    assertThat(weak.status()).isEqualTo(ExitStatus.USAGE);
    assertThat(weak.err()).contains("password").doesNotContain("12345678");
    CommandResult set = usersWithInput("another good one", "reset-password", "ada");
    assertThat(set.out()).contains("ada has a new password.");
    assertThat(set.out() + set.err()).doesNotContain("another good one");
  }

  @Test
  void refusesWhatCannotBeMeant() {
    assertThat(users("deactivate", "carl").status()).isEqualTo(ExitStatus.USAGE);
    assertThat(users("list", "--active", "--inactive").err()).contains("found both");
    CommandResult none = users("list", "--limit", "0");
    assertThat(none.status()).isEqualTo(ExitStatus.USAGE);
    assertThat(none.err()).contains("--limit: expected 1 or more, found 0");
    CommandResult twice = create("ADA");
    assertThat(twice.status()).isEqualTo(ExitStatus.USAGE);
    assertThat(twice.err()).isNotEmpty().doesNotContain("\tat ");
  }

  @Test
  void saysThatADatabaseIsNone() throws Exception {
    Path broken = Files.createDirectories(folder.resolve("broken"));
    Files.writeString(broken.resolve("records.db"), "no database ".repeat(1_000));
    CommandResult refused = CommandResult.of("users", "list", "--data-dir", broken.toString());
    assertThat(refused.status()).isEqualTo(ExitStatus.CANNOT_OPEN);
    assertThat(refused.err()).contains("records.db").doesNotContain("\tat ");
  }
}
